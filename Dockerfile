# The one deployable: worker-host with everything bundled, on a plain Node image, as a user that is not root.
FROM node:24-slim AS build
WORKDIR /src
RUN npm install --global pnpm@12
COPY . .
RUN pnpm install --frozen-lockfile \
 && pnpm exec turbo run build --filter=@backlot/worker-host \
 && pnpm --filter=@backlot/worker-host deploy --prod /app

FROM node:24-slim
ENV NODE_ENV=production BACKLOT_DATA=/data
COPY --from=build --chown=node:node /app /app
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 8484
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8484/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--max-semi-space-size=8", "--max-old-space-size=400", "/app/dist/main.js"]
CMD ["start"]
