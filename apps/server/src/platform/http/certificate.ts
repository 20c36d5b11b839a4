import { readFileSync, unwatchFile, watchFile } from 'node:fs'
import type { Server } from 'node:https'
import { createSecureContext } from 'node:tls'
import type { HttpsConfig } from '../config/https-config.ts'
import { InvalidConfig } from '../config/invalid-config.ts'
import type { Logger } from '../log/logger.ts'

type Files = NonNullable<HttpsConfig['tls']>
export type Certificate = { cert: Buffer; key: Buffer }

/** @throws InvalidConfig when a file cannot be read, or the two do not belong together. Never with what is in them. */
export const readCertificate = ({ certFile, keyFile }: Files): Certificate => {
  const certificate = {
    cert: fileAt('FLINT_TLS_CERT_FILE', certFile),
    key: fileAt('FLINT_TLS_KEY_FILE', keyFile),
  }
  try {
    createSecureContext(certificate)
  } catch {
    throw new InvalidConfig(
      'FLINT_TLS_CERT_FILE and FLINT_TLS_KEY_FILE must be a certificate and its key, in PEM and without a passphrase.',
    )
  }
  return certificate
}

const fileAt = (name: string, path: string): Buffer => {
  try {
    return readFileSync(path)
  } catch {
    throw new InvalidConfig(`${name} names ${path}, which cannot be read.`)
  }
}

const lookAgainMs = 10_000

/**
 * A certificate lasts weeks, a process longer: new files are taken over as they come, for new connections. Between the
 * writing of the one and the other they do not fit: then the old pair goes on.
 *
 * @param everyMs How often the files' times are looked at.
 * @returns Stops looking.
 */
export const keepCertificateFresh = (
  server: Pick<Server, 'setSecureContext'>,
  files: Files,
  log: Logger,
  everyMs = lookAgainMs,
): (() => void) => {
  const takeOver = () => {
    try {
      server.setSecureContext(readCertificate(files))
      log.info('The certificate was read again')
    } catch (error) {
      log.warn('The changed certificate cannot be used; the old one goes on', { error })
    }
  }
  const paths = [files.certFile, files.keyFile]
  for (const path of paths) watchFile(path, { interval: everyMs, persistent: false }, takeOver)
  return () => {
    for (const path of paths) unwatchFile(path, takeOver)
  }
}
