/** What a live page allows the processor's script, beside what is our own. */
export type ProcessorSources = { script: string[]; frame: string[]; connect: string[] }

/**
 * Where the processor's form is loaded from: the script's own origin, and for Stripe itself those that its guide names.
 * Source: docs.stripe.com/security/guide#content-security-policy.
 */
export const processorSources = (scriptUrl: string): ProcessorSources => {
  const { origin } = new URL(scriptUrl)
  if (origin !== 'https://js.stripe.com') return { script: [origin], frame: [origin], connect: [origin] }
  const scripts = [origin, 'https://*.js.stripe.com']
  return {
    script: scripts,
    frame: [...scripts, 'https://hooks.stripe.com'],
    connect: ['https://api.stripe.com'],
  }
}

/** Directives for `pageHeaders`. */
export const withProcessor = ({ script, frame, connect }: ProcessorSources): Record<string, string> => ({
  'script-src': ["'self'", ...script].join(' '),
  'frame-src': ["'self'", ...frame].join(' '),
  'connect-src': ["'self'", ...connect].join(' '),
})

/** The form may ask a phone's or browser's wallet; nobody else on the page. */
export const walletPermission = ({ frame }: ProcessorSources): Record<string, string> => ({
  'Permissions-Policy': `camera=(), microphone=(), geolocation=(), payment=(self ${frame
    .filter((origin) => !origin.includes('*'))
    .map((origin) => `"${origin}"`)
    .join(' ')})`,
})
