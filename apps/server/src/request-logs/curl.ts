/** A request as a shell would send it. */
export type CurlRequest = {
  method: string
  url: string
  /** A value with `$FLINT_KEY` is filled in by the shell; nothing else is. */
  headers: Readonly<Record<string, string>>
  body: string
}

/** The name that stands for the key, as in the guides. */
export const keyVariable = '$FLINT_KEY'

/** One word for a POSIX shell, whatever is in it. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

const quotedHeader = (name: string, value: string): string =>
  value.endsWith(keyVariable) ? `"${name}: ${value}"` : quoted(`${name}: ${value}`)

/** Works as pasted: `--data-raw` leaves a leading @ alone, `--globoff` brackets and braces in the URL. */
export const curlOf = ({ method, url, headers, body }: CurlRequest): string =>
  [
    `curl -s${/[[\]{}]/.test(url) ? ' --globoff' : ''} -X ${method} ${quoted(url)}`,
    ...Object.entries(headers).map(([name, value]) => `-H ${quotedHeader(name, value)}`),
    ...(body === '' ? [] : [`--data-raw ${quoted(body)}`]),
  ].join(' \\\n  ')
