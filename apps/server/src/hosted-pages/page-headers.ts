/** Who may show a page inside theirs: nobody, or this server's own pages. */
export type Framing = 'none' | 'self'

/** Nothing inline, nothing from other hosts; a page may allow itself more, by directive. */
const policyOf = (framing: Framing, own: Record<string, string>): string =>
  Object.entries({
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': "'self'",
    'img-src': "'self' data:",
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': `'${framing}'`,
    ...own,
  })
    .map(([name, value]) => `${name} ${value}`)
    .join('; ')

/** What every hosted page is sent with. `own` adds to the policy, or loosens it, by directive. */
export const pageHeaders = (framing: Framing, own: Record<string, string> = {}): Record<string, string> => ({
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': policyOf(framing, own),
  // For what is older than the policy's own rule.
  'X-Frame-Options': framing === 'none' ? 'DENY' : 'SAMEORIGIN',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=()',
})
