# glibc: Temporal's native core has no build for musl (Alpine).
FROM node:20-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
# Install scripts only fetch what a container does not need: Postgres binaries.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund && npm cache clean --force

FROM node:20-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
RUN mkdir -p /data/backups /data/reports /data/logs /data/state && chown -R node:node /data && chmod -R 0700 /data
COPY --from=packages /app/node_modules ./node_modules
COPY . .
USER node
CMD ["./scripts/worker.ts"]
