# Build with Go and npm, run on a glibc base, which the ClickHouse library wants.
FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -o /out/gongkai ./cmd/gongkai

FROM node:20-bookworm-slim AS engine
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --no-audit --no-fund

FROM debian:12-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --create-home --home-dir /var/lib/gongkai gongkai
# Used only without --clickhouse: the program looks for its engine beside itself.
COPY --from=engine /src/node_modules /opt/gongkai/node_modules
COPY --from=build /out/gongkai /opt/gongkai/gongkai
RUN ln -s /opt/gongkai/gongkai /usr/local/bin/gongkai
USER gongkai
WORKDIR /var/lib/gongkai
VOLUME /var/lib/gongkai
EXPOSE 8080
ENTRYPOINT ["gongkai"]
CMD ["serve", "--listen", "0.0.0.0:8080"]
