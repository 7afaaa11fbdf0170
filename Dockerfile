# graphcrm without a Neo4j: the server is another container (see docker-compose.yml), so none of its jars come in here.
FROM python:3.12-slim AS build
WORKDIR /src
COPY . .
RUN pip wheel --no-cache-dir --wheel-dir /wheels .

FROM python:3.12-slim
RUN useradd --system --uid 10001 --home-dir /var/lib/graphcrm --create-home graphcrm
COPY --from=build /wheels /wheels
RUN pip install --no-cache-dir --no-index --find-links /wheels graphcrm && rm -rf /wheels
USER graphcrm
ENV GRAPHCRM_BIND=0.0.0.0:8000 GRAPHCRM_DATA_DIR=/var/lib/graphcrm
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health/ready', timeout=2)"]
ENTRYPOINT ["graphcrm"]
CMD ["serve"]
