/** An address of the web's own two schemes, without a name and password in it; null for anything else: it could run or open something. */
export const webAddressOf = (text: string): URL | null => {
  const address = URL.parse(text)
  const isPlain = address && /^https?:$/.test(address.protocol) && !address.username && !address.password
  return isPlain ? address : null
}
