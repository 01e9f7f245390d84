# Kibana with the plugin in it. From the root of the repository:
#   docker build -f deploy/docker/kibana.Dockerfile -t anomalies-kibana:0.1.0 .
# For another release: --build-arg KIBANA_VERSION=…; docs/kibana_versions.md says which are known to work.
ARG KIBANA_VERSION=8.12.2

FROM node:20.20.2-bookworm-slim AS build
ARG KIBANA_VERSION
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build:plugin -- --kibana-version "${KIBANA_VERSION}" \
  && mv dist/anomalies-*-kibana-*.zip /anomalies.zip

FROM docker.elastic.co/kibana/kibana:${KIBANA_VERSION}
USER 1000
RUN --mount=type=bind,from=build,source=/anomalies.zip,target=/tmp/anomalies.zip \
  bin/kibana-plugin install file:///tmp/anomalies.zip
