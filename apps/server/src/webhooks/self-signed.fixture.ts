/**
 * A self-signed certificate for localhost and 127.0.0.1, valid until 2120, and its key. They protect nothing: only the
 * endpoints that the delivery tests start on loopback use them.
 */
export const selfSigned = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgXPQbmcKFM7Pn8cMx
b+8rFeiKK7kGduJoEKWOkO1+nS2hRANCAASjaTGVWPzLIZUzUqAw0S+m58gcpTbC
s2Yp7YfqsjFo7Z/tsMhLSRZQboTtfwMMSMwTVNOrPjIAEOyuC2HiBx4U
-----END PRIVATE KEY-----`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBZzCCAQ2gAwIBAgIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlsb2NhbGhv
c3QwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBQxEjAQBgNVBAMM
CWxvY2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABKNpMZVY/MshlTNS
oDDRL6bnyBylNsKzZinth+qyMWjtn+2wyEtJFlBuhO1/AwxIzBNU06s+MgAQ7K4L
YeIHHhSjTjBMMBoGA1UdEQQTMBGCCWxvY2FsaG9zdIcEfwAAATAPBgNVHRMBAf8E
BTADAQH/MB0GA1UdDgQWBBQn4D0MR1qRd5XUmJMlCIsIZNcDzzAKBggqhkjOPQQD
AgNIADBFAiBzRvjZcYFpOSy+rAODWia6ce/xJbT+Vk8CFRmZluS8TgIhAMhQ2AZn
rnQ9QrNdrzPPNHOxjXcW5Gkgqd/SZTYPm1JO
-----END CERTIFICATE-----`,
}
