# One image for every app; what runs is the command, the same as without Docker: node dist/apps/<app>/src/main.js
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
COPY apps/portal/views apps/portal/views
COPY apps/portal/locales apps/portal/locales
# Keys are made at first start in this volume, which belongs to the account that the apps run as.
RUN mkdir /keys /marks && chown node:node /keys /marks
VOLUME /keys /marks
USER node
CMD ["node", "dist/apps/edge/src/main.js"]
