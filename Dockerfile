# syntax=docker/dockerfile:1
# Built on the builder's own architecture, with machine code for the one that will run it (amd64 or arm64).
FROM mcr.microsoft.com/dotnet/aspnet:10.0 AS runtime

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
RUN dotnet restore MediaInsight --locked-mode -p:ReadyToRun=x64
COPY MediaInsight MediaInsight
COPY --from=assets /src/MediaInsight/node_modules MediaInsight/node_modules
COPY --from=runtime /usr/share/dotnet/shared /frameworks
ARG TARGETARCH=amd64
# The container engine says amd64 where .NET says x64.
RUN dotnet publish MediaInsight -c Release --no-restore -o /out -p:SkipNpmInstall=true \
    -p:ReadyToRun=$(echo "$TARGETARCH" | sed s/amd64/x64/) -p:ReadyToRunFrameworks=/frameworks

FROM runtime
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
