/** A request as a shell would send it. */
export type CurlRequest = {
  method: string
  url: string
  /** Which header carries the key: the only word that the shell fills in. */
  credential: 'Authorization' | 'X-API-Key'
  /** Sent as they are, whatever is in them: callers choose some of their values. */
  headers: Readonly<Record<string, string>>
  body: string
}

/** The name that stands for the key, as in the guides. */
export const keyVariable = '$FLINT_KEY'

export const credentialValues: Readonly<Record<CurlRequest['credential'], string>> = {
  Authorization: `Bearer ${keyVariable}`,
  'X-API-Key': keyVariable,
}

/** What a terminal obeys rather than shows when it is pasted: C0 but line feeds, DEL, C1. */
const hasControls = /[^\P{Cc}\n]/u
/** Quotes, too: a shell without dollar quotes then still takes the whole for one word. */
const escaped = /[^\P{Cc}\n]|[\\']/gu

const escapedBytes = (character: string): string =>
  [...Buffer.from(character)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')

/** One word for a shell, whatever is in it: in dollar quotes (bash, zsh, ksh, POSIX 2024) where a character must not be pasted. */
const quoted = (text: string): string =>
  hasControls.test(text) ? `$'${text.replace(escaped, escapedBytes)}'` : `'${text.replaceAll("'", `'\\''`)}'`

/** Works as pasted: `--data-raw` leaves a leading @ alone, `--globoff` brackets and braces in the URL. */
export const curlOf = ({ method, url, credential, headers, body }: CurlRequest): string =>
  [
    `curl -s${/[[\]{}]/.test(url) ? ' --globoff' : ''} -X ${method} ${quoted(url)}`,
    `-H "${credential}: ${credentialValues[credential]}"`,
    ...Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(body === '' ? [] : [`--data-raw ${quoted(body)}`]),
  ].join(' \\\n  ')
