"""Kubernetes objects, kind clusters, Dockerfiles."""

from __future__ import annotations

from collections.abc import Callable

Said = Callable[..., list[str]]


def own(lines: list[str]) -> list[str]:
    """Without what is said once more of the workload as a whole."""
    return [line for line in lines if " in the cluster " not in line]


def test_a_service_and_its_three_ports(said: Said) -> None:
    text = """\
        apiVersion: v1
        kind: Service
        metadata: {name: web}
        spec:
          type: NodePort
          ports:
            - port: 80
              targetPort: 8080
              nodePort: 30080
            - name: dns
              port: 53
              targetPort: dns
              protocol: UDP
        """
    assert own(said("web.yaml", text)) == [
        "7:13-15 port=80 web pod",
        "7:13-15 port=80 svc/web of the cluster pod as opened",
        "7:13-15 port=80 svc/web of any namespace pod as opened",
        "8:19-23 port=8080 web pod",
        "9:17-22 port=30080 web node",
        "11:13-15 port=53 web pod udp",
        "11:13-15 port=53 svc/web of the cluster pod udp as opened",
        "11:13-15 port=53 svc/web of any namespace pod udp as opened",
    ]


def test_a_workload_in_a_list_beside_a_broken_document(said: Said) -> None:
    text = """\
        kind: Service
        apiVersion: v1
        metadata: [
        ---
        apiVersion: v1
        kind: List
        items:
          - apiVersion: apps/v1
            kind: Deployment
            metadata: {name: api}
            spec:
              template:
                spec:
                  containers:
                    - name: main
                      ports:
                        - {name: http, containerPort: 8000, hostPort: 18000, hostIP: 127.0.0.1}
                      livenessProbe:
                        httpGet: {path: /healthz, port: http}
                      env:
                        - {name: AUTH, value: "http://auth:4100/v1"}
                    - name: side
                      ports: [{containerPort: 9000}]
        """
    claims = own(said("all.yaml", text))
    assert [claim for claim in claims if "problem" in claim]
    assert [claim for claim in claims if "problem" not in claim] == [
        "17:47-51 port=8000 api container",
        "17:63-68 port=18000 api",
        "17:78-87 bind=127.0.0.1 api",
        "19:33-41 health=/healthz api container",
        "21:40-59 depends=http://auth:4100/v1 api @auth pod",
        "23:39-43 port=9000 side container",
    ]


def test_hostnetwork_and_loadbalancer_are_the_hosts(said: Said) -> None:
    text = """\
        apiVersion: v1
        kind: Pod
        metadata: {name: exporter}
        spec:
          hostNetwork: true
          containers:
            - ports: [{containerPort: 9100}]
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: dns}
        spec:
          type: LoadBalancer
          loadBalancerIP: 192.168.1.53
          ports: [{port: 53, targetPort: 1053}]
        """
    assert own(said("a.yml", text)) == [
        "7:31-35 port=9100 exporter",
        "14:19-31 call=192.168.1.53 addresses in 192.168  as opened part=dns",
        "14:19-31 call=192.168.1.53 addresses in 192.168  as opened part=balancer's own",
        "15:18-20 port=53 dns @192.168.1.53",
        "15:18-20 port=53 svc/dns of the cluster pod as opened",
        "15:18-20 port=53 svc/dns of any namespace pod as opened",
        "15:34-38 port=1053 dns pod",
    ]


def test_an_ingress_leads_a_name_to_a_service(said: Said) -> None:
    text = """\
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: edge}
        spec:
          rules:
            - host: g.example.org
              http:
                paths:
                  - path: /api
                    backend: {service: {name: api, port: {number: 80}}}
        """
    assert said("edge.yaml", text) == ["6:13-26 domain=g.example.org api pod part=/api", "10:59-61 port=80 api pod"]


def test_the_port_mappings_of_a_kind_cluster(said: Said) -> None:
    text = """\
        kind: Cluster
        apiVersion: kind.x-k8s.io/v1alpha4
        name: lab
        nodes:
          - role: control-plane
            extraPortMappings:
              - containerPort: 30001  # Headlamp
                hostPort: 8001
                listenAddress: 127.0.0.1
              # Grafana (port 3000)
              - containerPort: 30002
                hostPort: 8002
        """
    assert said("kind-config.yaml", text) == [
        "7:24-29 port=30001 Headlamp node scope=cluster:lab",
        "8:19-23 port=8001 Headlamp scope=cluster:lab",
        "9:24-33 bind=127.0.0.1 Headlamp scope=cluster:lab",
        "10:23-27 port=3000 Grafana scope=cluster:lab",
        "11:24-29 port=30002 Grafana node scope=cluster:lab",
        "12:19-23 port=8002 Grafana scope=cluster:lab",
    ]


def test_a_chart_template_is_read_as_far_as_it_is_plain(said: Said) -> None:
    text = """\
        {{- if .Values.service }}
        apiVersion: v1
        kind: Service
        metadata:
          name: web
          labels:
            {{- include "x.labels" . | nindent 4 }}
        spec:
          ports:
            - port: {{ .Values.port }}
              nodePort: 30080
        {{- end }}
        """
    assert own(said("templates/service.yaml", text)) == ["11:17-22 port=30080 web node"]


def test_an_object_of_a_kind_somebody_defined(said: Said) -> None:
    text = """\
        apiVersion: deploy.example.org/v1
        kind: App
        metadata: {name: registry}
        spec:
          runtime: {port: 4873}
          domains: [{domain: npm.example.org}]
        """
    assert said("app.yml", text) == ["5:19-23 port=4873 registry container", "6:22-37 domain=npm.example.org registry"]


def test_a_dockerfile_opens_container_ports(said: Said) -> None:
    text = """\
        FROM python:3
        ENV PORT=8000
        EXPOSE ${PORT} 53/udp \\
            9000-9001
        HEALTHCHECK CMD curl -f http://localhost:8000/healthz || exit 1
        CMD ["uvicorn", "app:main", "--host", "0.0.0.0", "--port", "8000"]
        """
    assert [line for line in said("apps/api/Dockerfile", text) if not line.endswith("opened")] == [
        "3:8-15 port=8000 api container",
        "3:16-18 port=53 api container udp",
        "4:5-14 port=9000 api container",
        "4:5-14 port=9001 api container",
        "5:42-46 port=8000 api container",
        "5:46-54 health=/healthz api container",
        "6:61-65 port=8000 api container",
    ]
    assert (
        said("apps/api/Dockerfile", text, "port")[1]
        == "3:8-15 port=8000 apps/api: Dockerfile image container as opened"
    )
    assert said("Dockerfile.worker", "FROM x\nEXPOSE 80\n") == ["2:8-10 port=80 worker container"]


def test_the_values_of_a_chart_and_of_a_release(said: Said) -> None:
    text = """\
        service: {type: NodePort, port: 80, nodePort: 30001}
        grafana:
          service:
            nodePort: 30002
          ingress:
            hosts: [g.example.org]
        """
    assert [line for line in said("charts/stack/values.yaml", text) if not line.endswith("opened")] == [
        "1:33-35 port=80 stack pod",
        "1:47-52 port=30001 stack node",
        "4:15-20 port=30002 grafana node",
        "6:13-26 domain=g.example.org grafana",
    ]
    assert [line for line in said("charts/stack/values.yaml", text) if line.endswith("opened")] == [
        "1:33-35 port=80 service.port value as opened",
        "1:47-52 port=30001 service.nodePort value as opened",
        "4:15-20 port=30002 grafana.service.nodePort value as opened",
    ]
    release = """\
        apiVersion: helm.x/v2
        kind: HelmRelease
        metadata: {name: loki}
        spec:
          values: {service: {nodePort: 30003}}
        """
    assert said("loki.yaml", release) == ["5:32-37 port=30003 loki node"]


def test_all_ports_of_what_goes_by_one_name(said: Said) -> None:
    text = """\
        apiVersion: v1
        kind: Service
        metadata: {name: web}
        spec:
          ports:
            - {port: 80, targetPort: 8080, nodePort: 30080}
        """
    lines = [line for line in said("web.yaml", text) if " in the cluster " in line]
    assert [line.split(" ", 1)[1] for line in lines] == [
        f"port={port} web in the cluster pod as opened" for port in (80, 8080, 30080)
    ]
