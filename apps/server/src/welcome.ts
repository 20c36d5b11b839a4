import type { Seeded } from './merchants/seed.ts'
import type { Config } from './platform/config/config.ts'

/** What a start says when it is ready: one JSON line for scripts, or what a person needs to begin. */
export const printWelcome = (
  config: Config,
  seeded: Seeded,
  asJson: boolean,
  /** Signs in once; on a laptop only. */
  signInUrl: string | null = null,
) => {
  const { publicUrl } = config
  if (asJson) {
    console.log(
      JSON.stringify({
        api_url: publicUrl,
        dashboard_url: `${publicUrl}/dashboard`,
        ...(signInUrl === null ? {} : { dashboard_sign_in_url: signInUrl }),
        docs_url: `${publicUrl}/docs`,
        sandbox_key: seeded.sandboxKey,
        live_key: seeded.liveKey,
        flowlix_key: seeded.flowlixKey,
        merchant_id: seeded.merchantId,
        sandbox_id: seeded.sandboxId,
        pid: process.pid,
      }),
    )
    return
  }
  const key = seeded.sandboxKey ?? '(revoked: set FLINT_TEST_KEY to install another)'
  console.log(`
Flint is ready.

  API          ${publicUrl}/v1
  Docs         ${publicUrl}/docs
  Dashboard    ${signInUrl ?? `${publicUrl}/dashboard`}
  Sandbox key  ${key}${liveKeyLine(config, seeded)}
  Flowlix key  ${seeded.flowlixKey ?? '(revoked: set FLOWLIX_TEST_KEY to install another)'}

Create your first order:

  curl ${publicUrl}/v1/orders \\
    -H "Authorization: Bearer ${seeded.sandboxKey ?? '$FLINT_KEY'}" \\
    -H "Content-Type: application/json" \\
    -d '{"line_items": [{"name": "Desk lamp", "quantity": 1, "unit_price_money": {"amount": 4200, "currency": "USD"}}]}'

Stop with Ctrl+C. Everything is kept in ${config.databaseUrl ? 'your database' : config.dataDir}.
`)
}

/** Where a start makes up no live key there is nothing to say about it. */
const liveKeyLine = ({ makesLiveKey }: Config, { liveKey }: Seeded): string => {
  if (!makesLiveKey) return ''
  return `\n  Live key     ${liveKey ?? '(revoked: set FLINT_LIVE_KEY to install another)'}`
}
