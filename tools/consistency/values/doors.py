"""Ports that one program has beside each other, so that none of them is a slip for another.

From the documentation of each program; a port may be in several sets.
"""

from __future__ import annotations

#: Where development servers listen unless told otherwise, without a word on any page.
OF_DEVELOPMENT = frozenset((3000, 3001, 4000, 4200, 4321, 5000, 5173, 7860, 8000, 8001, 8080, 8081, 8501, 8888, 9000))

_DOORS: tuple[frozenset[int], ...] = tuple(
    frozenset(ports)
    for ports in (
        (389, 636, 1389, 1636, 3268, 3269),  # LDAP
        (1025, 8025, 1080, 1110),  # MailHog, Mailpit, MailDev
        (1113, 2113),  # EventStore
        (1883, 8883, 9001, 8083, 8084, 18083),  # MQTT brokers
        (1984, 8554, 8555, 5000, 8971),  # go2rtc, Frigate
        (2181, 2182, 2888, 3888),  # ZooKeeper
        (2379, 2380),  # etcd
        (3306, 33060),  # MySQL
        (4150, 4151, 4160, 4161, 4170, 4171),  # NSQ
        (4222, 6222, 8222),  # NATS
        (4317, 4318, 55678, 55679, 55680, 55681),  # OpenTelemetry
        (4433, 4434),  # Ory Kratos
        (4444, 4445),  # Ory Hydra
        (4466, 4467),  # Ory Keto
        (4646, 4647, 4648),  # Nomad
        (5000, 5001),  # registries, IPFS
        (5000, 8000),  # Checkmk
        (5044, 5045, 9600),  # Logstash
        (5060, 5061, 5080),  # SIP
        (5671, 5672, 15671, 15672, 15692, 25672),  # RabbitMQ
        (5678, 5679),  # n8n
        (6032, 6033, 6070, 6080),  # ProxySQL
        (6052, 6053),  # ESPHome
        (6333, 6334, 6335),  # Qdrant
        (6379, 6380, 16379, 26379),  # Redis, its TLS, bus and Sentinel
        (6650, 6651),  # Pulsar
        (7000, 7001, 7199, 9042, 9142),  # Cassandra
        (7000, 7100, 9000, 9100, 5433),  # YugabyteDB
        (7233, 7234, 7235, 8233),  # Temporal
        (7473, 7474, 7687),  # Neo4j
        (7880, 7881, 7882),  # LiveKit
        (8000, 8001, 8002, 8443, 8444, 8445),  # Kong, Triton
        (8000, 8001, 8081),  # JupyterHub
        (8000, 9000),  # Woodpecker
        (8008, 8009, 8448, 9000),  # Matrix
        (8020, 9000, 9864, 9866, 9867, 9870),  # Hadoop
        (8065, 8067, 8074, 8075),  # Mattermost
        (8080, 8443),  # the same without and with TLS
        (8080, 9000, 8443),  # Keycloak
        (8081, 8082, 8083, 9092, 9644),  # Redpanda, Confluent
        (8091, 8092, 8093, 8094, 8095, 8096),  # Couchbase
        (8107, 8108),  # Typesense
        (8123, 9000, 9004, 9009),  # ClickHouse
        (8181, 8282),  # Open Policy Agent
        (8200, 8201),  # Vault
        (8300, 8301, 8302, 8500, 8501, 8502, 8503, 8600),  # Consul
        (8400, 8401, 8428, 8429, 8480, 8481, 8482),  # VictoriaMetrics
        (8786, 8787),  # Dask
        (8888, 8889, 13133),  # the OpenTelemetry collector
        (9000, 9001, 9002),  # MinIO
        (9000, 9300, 9443),  # authentik
        (9080, 9180, 9443),  # APISIX
        (9090, 9091, 9093, 9094),  # Prometheus, its gateway and its alerts
        (9092, 9093, 9094, 9095, 19092, 29092, 39092),  # Kafka
        (9200, 9201, 9202, 9203),  # Boundary
        (9200, 9300, 9600),  # Elasticsearch, OpenSearch
        (9333, 19333, 8888, 18888, 8333),  # SeaweedFS
        (9901, 10000),  # Envoy
        (10050, 10051, 10052, 10053),  # Zabbix
        (10901, 10902, 10903, 10904),  # Thanos
        (14250, 14268, 14269, 14271, 16685, 16686, 16687, 5778, 9411),  # Jaeger, Zipkin
        (19530, 9091),  # Milvus
        (25565, 25575),  # Minecraft
        (26500, 26501, 26502),  # Zeebe
        (27017, 27018, 27019),  # MongoDB
        (50051, 50052),  # gRPC
        (51820, 51821),  # wg-easy
        (61613, 61614, 61616, 8161),  # ActiveMQ
    )
)


def are_beside(one: int, other: int) -> bool:
    """Whether some program has both."""
    return any(one in ports and other in ports for ports in _DOORS)
