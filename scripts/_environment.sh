# The environment in which the commands of this folder run. Source it, then: prepare LOCKFILE.
# Sets $checkout, $environment; a second run with unchanged requirements costs nothing.

checkout="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)"
environment="$checkout/.venv"
export UV_PYTHON_DOWNLOADS=never

say() { printf '%s\n' "$*"; }

# refuse DUTCH ENGLISH: one plain sentence with the remedy, in both languages, and no more.
refuse() {
  printf '\n%s\n(%s)\n' "$1" "$2" >&2
  exit 1
}

# duration START: seconds since START, one of the values of $EPOCHREALTIME, as "4,1 s".
duration() {
  local tenths=$(((${EPOCHREALTIME/[.,]/} - ${1/[.,]/}) / 100000))
  printf '%d,%d s' $((tenths / 10)) $((tenths % 10))
}

find_python() {
  local name
  for name in python3 python3.11 python3.12 python3.13 python3.14; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
      "$name" -c 'import sys; print(sys._base_executable)'
      return
    fi
  done
  refuse "Python 3.11 of nieuwer ontbreekt: installeer het (Debian 12: apt-get install python3 python3-venv) en start dit opnieuw." \
    "Python 3.11 or newer is missing: install it (Debian 12: apt-get install python3 python3-venv) and start this again."
}

# Prints a uv that runs, or nothing: a name on the PATH may be a leftover that only complains.
find_uv() {
  local name
  for name in uv "$environment/bin/uv"; do
    if "$name" --version >/dev/null 2>&1; then
      command -v "$name"
      return
    fi
  done
}

# apt_install PACKAGE...: true when the packages are there afterwards; only root may.
apt_install() {
  [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null || return 1
  local started=$EPOCHREALTIME get=(apt-get install --yes --quiet --no-install-recommends "$@")
  say "Debian-pakketten: $* …"
  export DEBIAN_FRONTEND=noninteractive PATH="$PATH:/usr/sbin:/sbin"
  "${get[@]}" >/dev/null 2>&1 || { apt-get update --quiet >/dev/null 2>&1 && "${get[@]}" >/dev/null 2>&1; } || return 1
  say "Debian-pakketten klaar in $(duration "$started")."
}

# Debian splits ensurepip off; without it `python3 -m venv` fails halfway and leaves a broken folder.
need_ensurepip() {
  local works=("$1" -c 'import ensurepip, sys; sys.exit(not hasattr(ensurepip, "bootstrap"))')
  "${works[@]}" 2>/dev/null && return
  apt_install python3-venv && "${works[@]}" 2>/dev/null && return
  refuse "python3-venv ontbreekt, dus er kan geen omgeving worden gemaakt: draai als beheerder 'apt-get install python3-venv' (of installeer uv) en start dit opnieuw." \
    "python3-venv is missing, so no environment can be made: run 'apt-get install python3-venv' as root (or install uv) and start this again."
}

# Where the environment lives: beside the code, or with the data when the code may not be written to.
choose_folder() {
  fits "$1" && return
  if [[ -w $checkout && (! -e $environment || -w $environment) ]]; then return; fi
  if [[ -n ${BUSRISK_DATA_DIR:-} ]] && mkdir -p -- "$BUSRISK_DATA_DIR" 2>/dev/null && [[ -w $BUSRISK_DATA_DIR ]]; then
    environment="$(cd -- "$BUSRISK_DATA_DIR" && pwd -P)/.venv"
    return
  fi
  refuse "In de map $checkout mag niet worden geschreven: maak haar beschrijfbaar of zet BUSRISK_DATA_DIR op een map waarin dat wel mag." \
    "The folder $checkout may not be written to: make it writable or set BUSRISK_DATA_DIR to a folder that is."
}

fingerprint() {
  { printf '%s\n' "$checkout" && cat -- "$checkout/$1" "$checkout/pyproject.toml"; } | sha256sum | cut -c 1-64
}

stamp() { printf '%s/%s.stamp' "$environment" "$1"; }

# fits LOCKFILE: the environment was completed from exactly these requirements, for this folder.
fits() {
  [[ -x $environment/bin/python && -f $(stamp "$1") && $(<"$(stamp "$1")") == "$(fingerprint "$1")" ]]
}

# usable: an environment that can be added to. One that was moved still names its old folder inside.
usable() {
  "$environment/bin/python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 &&
    grep -qsF -- "$environment" "$environment/bin/activate" &&
    { [[ -n $(find_uv) ]] || "$environment/bin/python" -m pip --version >/dev/null 2>&1; }
}

create() {
  local python uv
  python="$(find_python)"
  rm -rf -- "$environment"
  uv="$(find_uv)"
  if [[ -z $uv ]]; then need_ensurepip "$python"; fi
  # From here until the stamp is written, a failure takes the half-made folder away again.
  trap 'rm -rf -- "$environment"' EXIT
  say "Omgeving: nieuw in $environment, met $("$python" --version) en $(basename -- "${uv:-pip}") …"
  if [[ -n $uv ]]; then
    quietly "$uv" venv --python "$python" "$environment"
  else
    quietly "$python" -m venv "$environment"
  fi
}

install() {
  local uv get
  uv="$(find_uv)"
  if [[ -n $uv ]]; then
    get=("$uv" pip install --python "$environment/bin/python")
  else
    get=("$environment/bin/python" -m pip install --no-input --disable-pip-version-check --retries 2)
  fi
  say "Pakketten uit $1 …"
  quietly "${get[@]}" --require-hashes --requirement "$checkout/$1"
  quietly "${get[@]}" --no-deps --no-build-isolation --editable "$checkout"
}

# quietly COMMAND...: its output is shown only when it fails for a reason that has no sentence of its own.
quietly() {
  local output
  output="$(cd -- "$checkout" && "$@" 2>&1)" || explain "$output"
}

explain() {
  shopt -s nocasematch
  case "$1" in
    *"no space left"*)
      refuse "De schijf is vol: maak ruimte in of bij $environment en start dit opnieuw." \
        "The disk is full: make room in or near $environment and start this again." ;;
    *"do not match the hashes"* | *"hash mismatch"*)
      refuse "Een pakket past niet bij zijn vastgelegde controlegetal en is daarom niet geïnstalleerd: gebruik een betrouwbare pakketbron, of leg bewust nieuwe versies vast met scripts/lock." \
        "A package does not match its recorded hash and was not installed: use a trusted package source, or record new versions on purpose with scripts/lock." ;;
    *"name resolution"* | *"name or service not known"* | *"dns error"* | *"connection refused"* | *"unreachable"* | \
      *"failed to establish a new connection"* | *"error sending request"* | *"timed out"* | *"cannot connect to proxy"*)
      refuse "Geen verbinding met de pakketbron: zet het netwerk aan (of stel de proxy of een eigen pakketbron in) en start dit opnieuw." \
        "The package source cannot be reached: switch the network on (or set the proxy or your own package source) and start this again." ;;
  esac
  tail -n 15 <<<"$1" >&2
  refuse "De omgeving kon niet worden gemaakt; de laatste regels hierboven zeggen waarom: verhelp dat en start dit opnieuw." \
    "The environment could not be made; the last lines above say why: put that right and start this again."
}

# The larger sets contain the smaller, so completing one completes those too.
write_stamps() {
  local lock
  for lock in requirements.lock requirements-postgres.lock requirements-dev.lock; do
    fingerprint "$lock" >"$(stamp "$lock")"
    if [[ $lock == "$1" ]]; then break; fi
  done
}

complete() {
  local started=$EPOCHREALTIME
  usable || create
  install "$1"
  write_stamps "$1"
  trap - EXIT
  say "Omgeving klaar in $(duration "$started")."
}

# prepare LOCKFILE: afterwards $environment/bin holds everything in it and the busrisk command.
prepare() {
  choose_folder "$1"
  if fits "$1"; then
    say "Omgeving: $environment past bij $1."
    return
  fi
  # Two commands started together wait for each other here instead of filling one folder at once.
  (
    if command -v flock >/dev/null; then flock 9; fi
    fits "$1" || complete "$1"
  ) 9<"$checkout"
}
