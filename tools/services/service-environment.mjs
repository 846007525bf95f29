import path from 'node:path';
import { dockerSecrets } from './docker-services.mjs';
import { profileFolder } from './profile-state.mjs';

/** Which variable gives a service's address from outside. Object storage needs no service: without an address media go to a folder. */
export const addressVariables = { mysql: 'DATABASE_URL', rabbitmq: 'RABBITMQ_URL', redis: 'REDIS_URL', s3: 'MINIO_ENDPOINT' };

/** The three every server needs. */
export const requiredServices = ['mysql', 'rabbitmq', 'redis'];

/** The environment a server process needs to reach the profile's services. */
export function serviceEnvironment(profile, services) {
  const env = {};
  for (const name of requiredServices) if (services[name]) env[addressVariables[name]] = services[name].url;
  if (!services.s3) return { ...env, MEDIA_DIR: process.env.MEDIA_DIR || path.join(profileFolder(profile), 'media') };
  if (services.s3.source === 'docker') return { ...env, MINIO_ENDPOINT: services.s3.url, ...dockerSecrets };
  const given = ['MINIO_ENDPOINT', 'MINIO_ACCESS_KEY', 'MINIO_SECRET_KEY', 'MINIO_BUCKET'].filter((name) => process.env[name]);
  return { ...env, ...Object.fromEntries(given.map((name) => [name, process.env[name]])) };
}
