# syntax=docker/dockerfile:1
# The program is portable: it is built once on the builder's own architecture and runs on amd64 and arm64.
FROM --platform=$BUILDPLATFORM node:22-bookworm-slim AS assets
WORKDIR /src/MediaInsight
COPY MediaInsight/package.json MediaInsight/package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund

FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /src
ENV CI=true DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# What decides the packages comes first: a change of the sources keeps the layer of the restore.
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig BannedSymbols.txt ./
COPY build build
COPY MediaInsight/MediaInsight.csproj MediaInsight/packages.lock.json MediaInsight/
RUN dotnet restore MediaInsight --locked-mode
COPY MediaInsight MediaInsight
COPY --from=assets /src/MediaInsight/node_modules MediaInsight/node_modules
RUN dotnet publish MediaInsight -c Release --no-restore -o /out -p:SkipNpmInstall=true

FROM mcr.microsoft.com/dotnet/aspnet:10.0
RUN apt-get update \
    && apt-get install -y --no-install-recommends libsqlite3-0 curl \
    && rm -rf /var/lib/apt/lists/* \
    && install -d -m 0700 -o "$APP_UID" -g "$APP_UID" /data
WORKDIR /app
COPY --from=build /out .
COPY LICENSE /app/
ENV MediaInsight__DataPath=/data \
    ASPNETCORE_HTTP_PORTS=8080 \
    DOTNET_gcServer=0 \
    DOTNET_EnableDiagnostics=0
USER $APP_UID
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD curl -fsS http://127.0.0.1:8080/health || exit 1
ENTRYPOINT ["dotnet", "MediaInsight.dll"]
