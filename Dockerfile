# One image for every app; what runs is the command, the same as without Docker: node dist/bundle/<app>.js
FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev --ignore-scripts
COPY tsconfig.json tsconfig.build.json nest-cli.json ./
COPY apps apps
COPY libs libs
COPY scripts scripts
RUN npm run build && npm prune --omit=dev --ignore-scripts

FROM node:22-bookworm-slim
WORKDIR /app
ENV NODE_OPTIONS=--enable-source-maps
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json ./
COPY policies policies
COPY demo demo
COPY apps/portal/locales apps/portal/locales
# Keys and marks are made at first start in volumes, which begin as these folders and so belong to the account of the apps.
RUN for app in postgres migrate seed identity consent policy relay audit portal; do mkdir -p /hand-out/$app; done && \
  mkdir /keys /marks && chown -R node:node /keys /marks /hand-out
USER node
CMD ["node", "--max-old-space-size=512", "--max-semi-space-size=4", "dist/bundle/edge.js"]
