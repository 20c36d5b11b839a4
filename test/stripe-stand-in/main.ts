import { startStripeStandIn } from './stand-in.ts'

/** `node test/stripe-stand-in/main.ts [port]`: prints where it is and how a Flint finds it, and serves until it is ended. */
const standIn = await startStripeStandIn({
  port: Number(process.argv[2] ?? process.env['PORT'] ?? 0),
  accounts: process.env['FLINT_STRIPE_ACCOUNTS'] === 'connected' ? 'connected' : 'platform',
})
process.stdout.write(`${JSON.stringify({ url: standIn.url, env: standIn.env })}\n`)
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void standIn.close().then(() => process.exit(0)))
