import type { Chooser } from '../chooser';
import { accessLogTime } from '../timestamps';
import type { LogStream, PlannedLine } from '../types';
import { busyGapMs, strangerAddress, visitorAddress } from '../world';

const PAGES = ['/', '/products', '/cart', '/search', '/account', '/help', '/about', '/news'];
const ASSETS = ['/static/app.js', '/static/app.css', '/static/logo.svg', '/favicon.ico'];
const AGENTS = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0',
  'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
];

interface Request {
  address: string;
  method: string;
  path: string;
  status: number;
  bytes: number;
  agent: string;
  seconds: number;
}

function render(atMs: number, request: Request): PlannedLine {
  const { address, method, path, status, bytes, agent, seconds } = request;
  return {
    atMs,
    message: `${address} - - [${accessLogTime(atMs)}] "${method} ${path} HTTP/1.1" ${status} ${bytes} "-" "${agent}" ${seconds.toFixed(3)}`,
  };
}

function ordinary(choose: Chooser): Request {
  const asset = choose.chance(0.4);
  const path = asset
    ? choose.popular(ASSETS)
    : choose.chance(0.4)
      ? `/products/${choose.integer(1000, 1400)}`
      : choose.popular(PAGES);
  const posts = path === '/cart' && choose.chance(0.5);
  const roll = choose.integer(1, 1000);
  const status = posts ? 302 : roll > 985 ? 404 : asset && roll > 700 ? 304 : 200;
  return {
    address: visitorAddress(choose),
    method: posts ? 'POST' : 'GET',
    path,
    status: roll === 1 ? 502 : status,
    bytes: status === 304 ? 0 : Math.round(choose.logNormal(asset ? 18_000 : 5_200, 0.5)),
    agent: choose.popular(AGENTS),
    seconds: choose.logNormal(asset ? 0.004 : 0.06, 0.6),
  };
}

/** A web server's access log, in the combined format with the time of each request. */
export function nginxStream(host: string, requestsPerHour: number): LogStream {
  return {
    host,
    service: 'nginx',
    format: 'nginx',
    gapMs: (atMs, choose) => busyGapMs(requestsPerHour, atMs, choose),
    work: (atMs, choose) => [render(atMs, ordinary(choose))],
    injectors: {
      new_pattern: (atMs, choose) => [
        {
          atMs,
          message: `${strangerAddress(choose)} - - [${accessLogTime(atMs)}] "\\x16\\x03\\x01\\x02\\x00\\x01\\x00" 400 157 "-" "-" 0.000`,
        },
      ],
      rare_value: (atMs, choose) => [
        render(atMs, {
          ...ordinary(choose),
          address: strangerAddress(choose),
          method: 'GET',
          path: choose.pick(['/.env', '/wp-login.php', '/admin/config.php', '/.git/config']),
          status: 404,
          bytes: 162,
          agent: 'curl/8.4.0',
        }),
      ],
      burst: (atMs, choose, size) => {
        const address = strangerAddress(choose);
        return Array.from({ length: size }, (_, i) =>
          render(atMs + i * choose.integer(20, 90), {
            ...ordinary(choose),
            address,
            path: '/account',
            method: 'GET',
            status: 404,
            bytes: 153,
          }),
        );
      },
      error_storm: (atMs, choose, size) =>
        Array.from({ length: size }, (_, i) =>
          render(atMs + i * choose.integer(100, 900), {
            ...ordinary(choose),
            status: 502,
            bytes: 157,
            seconds: choose.logNormal(0.01, 0.3),
          }),
        ),
      slow_numbers: (atMs, choose) =>
        Array.from({ length: 5 }, (_, i) =>
          render(atMs + i * 1500, { ...ordinary(choose), seconds: choose.logNormal(28, 0.2) }),
        ),
    },
  };
}
