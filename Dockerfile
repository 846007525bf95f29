# One image for every role: ROLES decides whether a container answers the web, works the queues or keeps the clock.
# No build step for the server: Node 24 runs its TypeScript as it is. Packages' install scripts don't run anywhere here.
FROM node:24.21.0-alpine AS base
WORKDIR /app

# What the server needs at run time.
FROM base AS dependencies
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

# The widgets, built with the development packages; called through the image's own Node, not the one in node_modules.
FROM base AS build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev --ignore-scripts --no-audit --no-fund
COPY tsconfig.json vite.config.ts ./
COPY tools ./tools
COPY types ./types
COPY widgets ./widgets
RUN node tools/build.mjs

FROM base AS runtime
ENV NODE_ENV=production PORT=8080 MEDIA_DIR=/data/media
RUN mkdir -p /data/media && chown node:node /data/media
COPY --from=dependencies /app/node_modules ./node_modules
COPY --from=build /app/dist/embed ./dist/embed
COPY package.json ./
COPY types ./types
COPY server ./server
# What an operator calls in a running container: npm run user, numbers, dlq (deploy/README.md).
COPY tools ./tools
USER node
VOLUME /data
EXPOSE 8080
# Alive, not ready: whether database, broker and cache answer is told by /ready, and restarting us wouldn't mend them.
HEALTHCHECK --interval=30s --timeout=3s --start-period=20s --retries=3 \
  CMD wget -q -O /dev/null "http://127.0.0.1:${PORT}/health" || exit 1
# In exec form Node is process 1 and gets SIGTERM itself; it stops within ten seconds.
STOPSIGNAL SIGTERM
CMD ["node", "server/main.ts"]
