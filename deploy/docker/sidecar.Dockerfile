# The sidecar and its command line. From the root of the repository:
#   docker build -f deploy/docker/sidecar.Dockerfile -t anomalies-sidecar:0.1.0 .
# It writes nothing to its file system: run it with --read-only.
FROM node:20.20.2-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.sidecar.json ./
COPY typings typings
COPY dev/build dev/build
COPY common common
COPY sidecar sidecar
RUN npm run build -- sidecar && npm prune --omit=dev --ignore-scripts

FROM node:20.20.2-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/build build
COPY package.json LICENSE ./
# Others than the container itself reach it, so it starts only with ANOMALIES_SIDECAR_KEYS or ANOMALIES_SIDECAR_KEYS_FILE.
ENV ANOMALIES_HOST=0.0.0.0
USER 1000:1000
EXPOSE 8585
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "build/sidecar/health.js"]
ENTRYPOINT ["node", "build/sidecar/main.js"]
