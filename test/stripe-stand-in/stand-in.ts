import { readFile } from 'node:fs/promises'
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { type StandInControls, controlsOf } from './controls.ts'
import { type SeenCall, type Serving, refusalOf, serveStripe } from './serve.ts'
import { type World, newWorld } from './world.ts'

/** A Stripe on this machine: its API, its news and its script for browsers, without any money. */
export type StripeStandIn = {
  url: string
  scriptUrl: string
  secretKey: string
  publishableKey: string
  webhookSecret: string
  /** Settings of a Flint that takes this for Stripe. */
  env: Record<string, string>
  world: World
  controls: StandInControls
  /** Every call so far. */
  seen: SeenCall[]
  close(): Promise<void>
}

export type StandInOptions = { port?: number; accounts?: 'platform' | 'connected' }

const keys = {
  secretKey: 'sk_test_standin0000000000000000',
  publishableKey: 'pk_test_standin0000000000000000',
  webhookSecret: 'whsec_standin000000000000000000',
}

export const startStripeStandIn = async ({
  port = 0,
  accounts = 'platform',
}: StandInOptions = {}): Promise<StripeStandIn> => {
  const clock = { moveMs: 0 }
  const world = newWorld(() => Date.now() + clock.moveMs)
  const serving: Serving = { world, ...keys, origin: '', faults: [], seen: [] }
  const controls = controlsOf(serving, clock)
  const script = await readFile(join(import.meta.dirname, 'browser', 'stripe.js'))

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks).toString('utf8')
    const path = request.url!.split('?')[0]!
    if (path === '/stripe.js') {
      response.writeHead(200, {
        'content-type': 'text/javascript; charset=utf-8',
        'access-control-allow-origin': '*',
        'cross-origin-resource-policy': 'cross-origin',
      })
      return void response.end(script)
    }
    if (request.method === 'OPTIONS') {
      response.writeHead(204, {
        'access-control-allow-origin': '*',
        'access-control-allow-methods': 'GET, POST',
        'access-control-allow-headers': '*',
      })
      return void response.end()
    }
    if (path.startsWith('/stand-in/'))
      return control(controls, path.slice('/stand-in/'.length), body, response)
    return serveStripe(serving, request, response, body)
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error) => {
      console.error(error)
      response.destroy()
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  serving.origin = url
  return {
    url,
    scriptUrl: `${url}/stripe.js`,
    ...keys,
    env: {
      FLINT_STRIPE_SECRET_KEY: keys.secretKey,
      FLINT_STRIPE_PUBLISHABLE_KEY: keys.publishableKey,
      FLINT_STRIPE_WEBHOOK_SECRET: keys.webhookSecret,
      FLINT_STRIPE_ACCOUNTS: accounts,
      FLINT_STRIPE_API_URL: url,
      FLINT_STRIPE_SCRIPT_URL: `${url}/stripe.js`,
    },
    world,
    controls,
    seen: serving.seen,
    close: () =>
      new Promise((resolve) => {
        world.webhook = null
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** The same as in process, for programs and guides: `POST /stand-in/mintToken {"card": "visa"}`. */
const control = async (
  controls: StandInControls,
  name: string,
  body: string,
  response: ServerResponse,
): Promise<void> => {
  const send = (status: number, answer: unknown) => {
    response.writeHead(status, { 'content-type': 'application/json', 'access-control-allow-origin': '*' })
    response.end(JSON.stringify(answer))
  }
  if (!Object.hasOwn(controls, name))
    return send(404, { error: { message: `There is no control "${name}".` } })
  try {
    const run = controls[name as keyof StandInControls] as (input: any) => unknown
    send(200, await run(body ? JSON.parse(body) : {}))
  } catch (error) {
    const { status, error: said } = refusalOf(error)
    send(status, { error: said })
  }
}
