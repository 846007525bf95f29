import net from 'node:net';
import tls from 'node:tls';

/**
 * Does something that speaks the service's own protocol answer at this address? A port that merely accepts connections
 * (a frozen or dying server) doesn't count.
 */
export function probeService(name, url, timeoutMs = 2_000) {
  const { hostname, port, protocol } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  return exchange({ host, port: Number(port) || defaultPorts[protocol], secure: securedProtocols.has(protocol), timeoutMs, ...conversations[name] });
}

const defaultPorts = { 'mysql:': 3306, 'mariadb:': 3306, 'amqp:': 5672, 'amqps:': 5671, 'redis:': 6379, 'rediss:': 6379, 'http:': 80, 'https:': 443 };
const securedProtocols = new Set(['amqps:', 'rediss:', 'https:']);

const conversations = {
  // The server speaks first: length, sequence, protocol version 10. 0xff instead means "too many connections" and the like.
  mysql: { hello: '', understood: (answer) => (answer.length < 5 ? undefined : answer[4] === 10) },
  // A method frame (1) on channel 0: Connection.Start.
  rabbitmq: { hello: Buffer.from([0x41, 0x4d, 0x51, 0x50, 0, 0, 9, 1]), understood: (answer) => (answer.length < 1 ? undefined : answer[0] === 1) },
  // A password-protected server answers NOAUTH, which is an answer too; LOADING isn't.
  redis: {
    hello: 'PING\r\n',
    understood: (answer) => (answer.includes('\r\n') ? /^(\+PONG|-NOAUTH)/.test(answer.toString('latin1')) : undefined),
  },
  s3: { hello: 'GET / HTTP/1.0\r\n\r\n', understood: (answer) => (answer.length < 5 ? undefined : answer.toString('latin1').startsWith('HTTP/')) },
};

function exchange({ host, port, secure, timeoutMs, hello, understood }) {
  return new Promise((resolve) => {
    const socket = secure ? tls.connect({ host, port, servername: net.isIP(host) ? undefined : host }) : net.connect({ host, port });
    let answer = Buffer.alloc(0);
    const finish = (result) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(result);
    };
    const timer = setTimeout(() => finish(false), timeoutMs);
    socket.once(secure ? 'secureConnect' : 'connect', () => hello.length > 0 && socket.write(hello));
    socket.on('data', (chunk) => {
      answer = Buffer.concat([answer, chunk]);
      const result = understood(answer);
      if (result !== undefined) finish(result);
    });
    socket.once('error', () => finish(false));
    socket.once('close', () => finish(false));
  });
}
