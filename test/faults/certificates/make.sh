#!/bin/sh
# Makes the certificates of the tests anew. They expire in a hundred years, but for the one that has expired.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
key() { openssl ecparam -name prime256v1 -genkey -noout -out "$work/$1.key"; }
request() { openssl req -new -key "$work/$1.key" -subj "/CN=$2" -out "$work/$1.csr"; }
# sign NAME HOST DAYS: a certificate for HOST, under the authority of the tests, with its key.
sign() {
  key "$1"; request "$1" "$2"
  printf 'subjectAltName=DNS:%s\n' "$2" > "$work/$1.ext"
  openssl x509 -req -in "$work/$1.csr" -CA authority.pem -CAkey "$work/authority.key" -CAcreateserial \
    -CAserial "$work/serial" -days "$3" -extfile "$work/$1.ext" -out "$work/$1.crt"
  cat "$work/$1.key" "$work/$1.crt" > "$1.pem"
}
key authority
openssl req -x509 -new -key "$work/authority.key" -subj '/CN=Authority of the tests' -days 36500 -out authority.pem
sign good localhost 36500
sign other-host elsewhere.example 36500
key self-signed
openssl req -x509 -new -key "$work/self-signed.key" -subj '/CN=localhost' -addext 'subjectAltName=DNS:localhost' \
  -days 36500 -out "$work/self-signed.crt"
cat "$work/self-signed.key" "$work/self-signed.crt" > self-signed.pem
# "openssl ca" alone takes dates in the past.
key expired; request expired localhost
touch "$work/index"
printf '[ca]\ndefault_ca=d\n[d]\ndatabase=%s/index\nnew_certs_dir=%s\nrand_serial=yes\ndefault_md=sha256\npolicy=p\n[p]\ncommonName=supplied\n[e]\nsubjectAltName=DNS:localhost\n' "$work" "$work" > "$work/ca.cnf"
openssl ca -batch -config "$work/ca.cnf" -extensions e -cert authority.pem -keyfile "$work/authority.key" \
  -startdate 20200101000000Z -enddate 20200102000000Z -notext -in "$work/expired.csr" -out "$work/expired.crt"
cat "$work/expired.key" "$work/expired.crt" > expired.pem
rm -r "$work"
