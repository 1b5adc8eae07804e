# docker build -t oops .
# docker run --env-file .env -p 3000:3000 -v oops:/data --read-only --tmpfs /tmp oops
# Two replicas on PostgreSQL: compose.yaml
#
# The base is named by a tag, so that a build today has today's security updates. To pin it, say which one you have looked at:
#   docker build --build-arg BASE=python:3.11-slim-bookworm@sha256:… -t oops .
ARG BASE=python:3.11-slim-bookworm

# ---- the libraries, by hash, in a place of their own
FROM ${BASE} AS libraries
RUN python -m venv /venv
COPY requirements-run.lock .
RUN /venv/bin/pip install --disable-pip-version-check --no-cache-dir --quiet --require-hashes -r requirements-run.lock

# ---- the coach: no compiler, no pip cache, no root
FROM ${BASE}
RUN useradd --system --uid 10001 --home-dir /data --create-home oops
COPY --from=libraries /venv /venv
WORKDIR /app
COPY pyproject.toml LICENSE ./
COPY prompts ./prompts
COPY bot ./bot
COPY storage ./storage
COPY adapters ./adapters
ENV PATH=/venv/bin:$PATH \
    PYTHONPATH=/app \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    HOST=0.0.0.0 \
    DATABASE_URL=sqlite:////data/oops.db \
    LOG_FORMAT=json
RUN python -m compileall -q /app
USER oops
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f\"http://127.0.0.1:{os.environ.get('PORT', '3000')}/healthz\", timeout=2)"]
ENTRYPOINT ["python", "-m", "adapters"]
CMD ["serve"]
