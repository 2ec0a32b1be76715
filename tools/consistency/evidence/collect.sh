# consistency snapshot: prints what this host listens on and who says so. It writes and changes nothing.
# Run it as yourself or as root, which sees more:  sh THIS_FILE > bundle.txt
# The output holds command lines as they are, secrets in them included: keep it to yourself, and delete it once read.
LC_ALL=C; export LC_ALL
PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/opt/homebrew/bin"; export PATH
SYSTEMD_PAGER=; SYSTEMD_COLORS=0; export SYSTEMD_PAGER SYSTEMD_COLORS
n=$(od -An -N8 -tx1 /dev/urandom 2>/dev/null | tr -d ' \n')
[ -n "$n" ] || n='@FALLBACK@'
limit=
timeout 5 true 2>/dev/null && limit='timeout 20'

has() { command -v "$1" >/dev/null 2>&1; }

# run NAME COMMAND...: a section with the command's output, its complaints and its exit status.
run() {
  section=$1; shift
  printf '@@%s begin %s\n' "$n" "$section"
  { said=$("$@" 2>&1 >&3 3>&- </dev/null); rc=$?; } 3>&1
  printf '\n@@%s stderr %s\n%s\n\n@@%s end %s rc=%s\n' "$n" "$section" "$said" "$n" "$section" "$rc"
}

about() {
  for name in ss netstat lsof systemctl busctl docker podman kubectl tailscale launchctl nsenter; do
    has "$name" && printf 'program %s\n' "$name"
  done
  for place in /run/docker.sock /var/run/docker.sock /run/podman/podman.sock /run/containerd/containerd.sock \
      /run/k3s/containerd/containerd.sock /run/crio/crio.sock /var/lib/kubelet /var/lib/rancher \
      /var/snap/microk8s /var/lib/k0s \
      /run/tailscale/tailscaled.sock /var/run/tailscale/tailscaled.sock /var/run/tailscaled.socket \
      /Applications/Tailscale.app /Applications/Docker.app /Applications/OrbStack.app /.dockerenv /run/.containerenv \
      /proc/sys/fs/binfmt_misc/WSLInterop; do
    [ -e "$place" ] && printf 'place %s\n' "$place"
  done
  for place in /run/user/*/systemd; do
    [ -d "$place" ] && printf 'manager %s\n' "${place%/systemd}"
  done
  has systemd-detect-virt && printf 'container %s\n' "$(systemd-detect-virt -c 2>/dev/null)"
  [ -r /proc/self/ns/net ] && printf 'netns %s\n' "$(readlink /proc/self/ns/net)"
  return 0
}

os() {
  if has sw_vers; then printf 'PRETTY_NAME="macOS %s"\n' "$(sw_vers -productVersion)"; else cat /etc/os-release; fi
}

machine() {
  if [ -r /etc/machine-id ]; then cat /etc/machine-id
  else ioreg -rd1 -c IOPlatformExpertDevice 2>/dev/null | sed -n 's/.*"IOPlatformUUID" = "\(.*\)".*/\1/p'; fi
}

# One line for each network namespace: its number and one process in it; then how many processes hid theirs.
namespaces() {
  ls -l /proc/[0-9]*/ns/net 2>/dev/null | awk '
    $0 !~ / -> / { hidden++; next }
    { at = $0; sub(/\/ns\/net -> .*/, "", at); sub(/.*\/proc\//, "", at)
      ns = $0; sub(/.*net:\[/, "", ns); sub(/\].*/, "", ns)
      if (!(ns in seen) && ns ~ /^[0-9]+$/) { seen[ns] = at; print ns, at } }
    END { print "hidden", hidden + 0 }'
}

owner() { cat "/proc/$1/comm" "/proc/$1/cgroup"; }

enter_namespaces() {
  own=$(readlink /proc/self/ns/net | tr -dc 0-9)
  namespaces | while read -r ns pid; do
    case $ns in hidden|"$own") continue;; esac
    run "namespace-owner $ns" owner "$pid"
    if has ss && has nsenter; then
      run "namespace $ns" $limit nsenter -t "$pid" -n ss -H -ltnupe
    else
      for table in tcp tcp6 udp udp6; do run "namespace-$table $ns" cat "/proc/$pid/net/$table"; done
    fi
  done
}

# The command lines of the processes that hold sockets, 200 at most.
socket_owners() {
  ss -H -ltnup 2>/dev/null | tr ',' '\n' | sed -n 's/^pid=\([0-9]*\)$/\1/p' | sort -u | head -n 200 | while read -r pid; do
    run "owner $pid" cat "/proc/$pid/cmdline"
  done
}

linux_sockets() {
  if has ss; then
    run ssv ss -V
    run ss $limit ss -H -ltnupe
    socket_owners
  elif [ -r /proc/net/tcp ]; then
    for table in tcp tcp6 udp udp6; do run "proc-$table" cat "/proc/net/$table"; done
  else
    run netstat $limit netstat -ltnup
  fi
  run namespaces namespaces
  enter_namespaces
}

unit_names() {
  { systemctl $1 list-units --all --type=service,socket --plain --no-legend --no-pager
    systemctl $1 list-unit-files --type=service,socket --no-legend --no-pager; } 2>/dev/null |
    awk '$1 ~ /^[A-Za-z0-9:_.\\@-]+\.(service|socket)$/ && $1 !~ /@\.(service|socket)$/ && !seen[$1]++ { print $1 }'
}

show() { manager=$1; shift; $limit systemctl $manager show --no-pager -p '@PROPERTIES@' -- "$@"; }

property() {
  path=$(printf '%s' "$2" | sed -e 's/_/_5f/g' -e 's/\./_2e/g' -e 's/-/_2d/g' -e 's/@/_40/g' -e 's/:/_3a/g' \
    -e 's/\\/_5c/g' -e 's/^\([0-9]\)/_3\1/')
  $limit busctl $1 --json=short get-property org.freedesktop.systemd1 "/org/freedesktop/systemd1/unit/$path" \
    org.freedesktop.systemd1.Service ExecStart
}

main_processes() {
  manager=$1; shift
  systemctl $manager show --no-pager -p Id,MainPID -- "$@" 2>/dev/null | awk '
    /^Id=/ { id = substr($0, 4) } /^MainPID=/ { pid = substr($0, 9) }
    /^$/ { if (pid > 0) print id, pid; id = pid = "" } END { if (pid > 0) print id, pid }' | sort -u
}

settings='s/^[[:space:]]*(export[[:space:]]+)?(([A-Z0-9]+_)*(HOST|PORT|BIND|LISTEN|ADDR|ADDRESS|SERVER_NAME|CMD_ARGS)'
settings="$settings"'(_[A-Z0-9]+)*[[:space:]]*=.*)$/= \2/p'

# Of environment files only the lines whose names say that they are about addresses or ports.
environment_files() {
  manager=$1; shift
  systemctl $manager show --no-pager -p EnvironmentFiles -- "$@" 2>/dev/null |
    sed -n 's/^EnvironmentFiles=\(.*\) (ignore_errors=[a-z]*)$/\1/p' | sort -u | while read -r file; do
      if [ -r "$file" ]; then
        printf 'f %s\n' "$file"
        sed -n -E -e '/(PASS|SECRET|TOKEN|KEY|CRED|AUTH)[A-Z0-9_]*[[:space:]]*=/d' -e "$settings" "$file"
      elif [ -e "$file" ]; then printf 'u %s\n' "$file"
      else printf 'm %s\n' "$file"; fi
    done
}

# units_of PREFIX MANAGER-OPTION
units_of() {
  names=$(unit_names $2)
  run "$1units" show "$2" $names
  [ -n "$names" ] && [ "$rc" = 0 ] || return 0
  run "$1environment-files" environment_files "$2" $names
  main_processes "$2" $names | while read -r unit pid; do
    run "$1cmdline $unit" cat "/proc/$pid/cmdline"
    has busctl && run "$1exec $unit" property "$2" "$unit"
  done
}

containers() {
  ids=$($limit "$1" ps -aq --no-trunc) || return $?
  [ -z "$ids" ] || $limit "$1" inspect --type container --format '{"Id":{{json .Id}},"Name":{{json .Name}},"State":{"Status":{{json .State.Status}}},"Config":{"Image":{{json .Config.Image}},"Labels":{"com.docker.compose.service":{{json (index .Config.Labels "com.docker.compose.service")}},"com.docker.compose.project":{{json (index .Config.Labels "com.docker.compose.project")}}}},"HostConfig":{"NetworkMode":{{json .HostConfig.NetworkMode}},"PortBindings":{{json .HostConfig.PortBindings}}},"NetworkSettings":{"Ports":{{json .NetworkSettings.Ports}}}}' $ids
}

plists() {
  for file in "$HOME"/Library/LaunchAgents/*.plist /Library/LaunchAgents/*.plist /Library/LaunchDaemons/*.plist; do
    [ -r "$file" ] && printf 'f %s\n' "$file" && plutil -convert xml1 -o - "$file"
  done
  return 0
}

# Labels are printed with their domain: the daemons' where root looks, else the user's own.
loaded() {
  domain="gui/$(id -u)"; [ "$(id -u)" = 0 ] && domain=system
  launchctl list | awk -F '\t' '$1 ~ /^[0-9]+$/ && $3 !~ /^com\.apple\./ { print $3 }' | while read -r label; do
    run "launchctl-print $label" launchctl print "$domain/$label"
  done
}

printf '@@hello %s 1\n' "$n"
run id id -u
run host uname -n
run system uname -s
run os os
run mid machine
run date date -u +%Y-%m-%dT%H:%M:%SZ
run about about
case $(uname -s) in
Darwin)
  run netstat-macos-tcp netstat -anvl -p tcp
  run netstat-macos-udp netstat -anvl -p udp
  run lsof-tcp lsof -nP +c0 -iTCP -sTCP:LISTEN -F pcLftPnT0
  run lsof-udp lsof -nP +c0 -iUDP -F pcLftPnT0
  run launchctl-list launchctl list
  run plists plists
  loaded
  ;;
*)
  linux_sockets
  if has systemctl; then
    units_of '' ''
    [ -n "${XDG_RUNTIME_DIR:-}" ] && [ -S "$XDG_RUNTIME_DIR/bus" ] && units_of user- --user
  fi
  ;;
esac
has docker && run docker containers docker
has podman && run podman containers podman
has kubectl && run kubectl $limit kubectl --request-timeout=5s get services --all-namespaces -o json
has tailscale && run tailscale $limit tailscale serve status --json
printf '@@%s bye\n' "$n"
