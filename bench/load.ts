import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { serveParent } from './child-process.ts'
import { orderBody, payBody } from './checkout-request.ts'
import { type HttpConnection, openConnection } from './http-connection.ts'
import { flowlixPaymentBody } from './flowlix-payment-request.ts'
import { type Latency, latencyOf } from './percentiles.ts'
import type { Work } from './work.ts'

/**
 * The load generator's process. `workers` callers each begin a checkout when the last one has ended; with `perSecond`
 * checkouts begin at that pace whatever becomes of earlier ones, and latency counts from the planned moment, so that a
 * slow answer is not hidden by asking less. With `webhookPath` it also is the merchant's endpoint.
 */
export type LoadRun = {
  port: number
  keys: readonly string[]
  seconds: number
  workers: number
  /** Checkouts, unless it says otherwise. */
  does?: Work
  perSecond?: number
  /** Registers an endpoint for every event with the first key, and times their deliveries. */
  timesWebhooks?: boolean
}
export type LoadResult = {
  checkouts: number
  seconds: number
  checkout: Latency
  create: Latency
  pay: Latency
  /** From the answer of the call that caused it, which leaves right after the commit, to the first attempt's arrival. */
  webhook: Latency | null
  /** Events that came. */
  webhooks: number
}

const orderText = JSON.stringify(orderBody)
const payText = JSON.stringify(payBody)
const flowlixPaymentText = JSON.stringify(flowlixPaymentBody)
const patienceMs = 20_000

const runLoad = async (run: LoadRun): Promise<LoadResult> => {
  const took = { checkout: [] as number[], create: [] as number[], pay: [] as number[] }
  const answeredAt = new Map<string, { created: number; paid: number }>()
  const endpoint = run.timesWebhooks ? await openEndpoint(run) : null
  const nameOfRun = performance.timeOrigin + performance.now()
  let made = 0

  const checkOut = async (connection: HttpConnection, plannedAt: number) => {
    const turn = made++
    const key = run.keys[turn % run.keys.length]!
    const created = await connection.post('/v1/orders', key, `c-${nameOfRun}-${turn}`, orderText)
    const orderId = /"order_id":"(\w+)"/.exec(created.body)?.[1]
    if (created.status !== 201 || !orderId) throw new Error(`An order was refused: ${created.body}`)
    const createdAt = performance.now()
    const paid = await connection.post(`/v1/orders/${orderId}/pay`, key, `p-${nameOfRun}-${turn}`, payText)
    if (paid.status !== 200 || !paid.body.includes('"payment_status":"paid"'))
      throw new Error(`A payment was refused: ${paid.body}`)
    const paidAt = performance.now()
    took.create.push(createdAt - plannedAt)
    took.pay.push(paidAt - createdAt)
    took.checkout.push(paidAt - plannedAt)
    if (endpoint) answeredAt.set(orderId, { created: createdAt, paid: paidAt })
  }

  const payInOneCall = async (connection: HttpConnection, plannedAt: number) => {
    const turn = made++
    const key = run.keys[turn % run.keys.length]!
    const paid = await connection.post('/v1/payments', key, `f-${nameOfRun}-${turn}`, flowlixPaymentText)
    if (paid.status !== 201 || !paid.body.includes('"status":"succeeded"'))
      throw new Error(`A Flowlix payment was refused: ${paid.body}`)
    took.checkout.push(performance.now() - plannedAt)
  }
  const work = run.does === 'flowlix-payment' ? payInOneCall : checkOut

  const startedAt = performance.now()
  const endsAt = startedAt + run.seconds * 1000
  const connections = Array.from({ length: run.workers }, () => openConnection(run.port))
  await (run.perSecond
    ? pace(connections, run.port, run.perSecond, startedAt, endsAt, work)
    : Promise.all(
        connections.map(async (connection) => {
          while (performance.now() < endsAt) await work(connection, performance.now())
        }),
      ))
  const seconds = (performance.now() - startedAt) / 1000
  for (const connection of connections) connection.close()
  // What is on its way arrives within this time, or counts as missing.
  for (let waited = 0; endpoint && endpoint.paid() < answeredAt.size && waited < patienceMs; waited += 50)
    await sleep(50)
  await endpoint?.close()
  const webhooks = [...(endpoint?.arrivals.values() ?? [])].flatMap(({ orderId, type, at }) => {
    const answered = answeredAt.get(orderId)
    if (!answered) return []
    // A delivery may arrive before the answer that it is counted from.
    return [Math.max(0, at - (type === 'order.created' ? answered.created : answered.paid))]
  })
  if (endpoint && endpoint.paid() < answeredAt.size)
    throw new Error(`${answeredAt.size - endpoint.paid()} of ${answeredAt.size} webhooks did not arrive.`)
  return {
    checkouts: took.checkout.length,
    seconds,
    checkout: latencyOf(took.checkout),
    create: latencyOf(took.create),
    pay: latencyOf(took.pay),
    webhook: endpoint ? latencyOf(webhooks) : null,
    webhooks: webhooks.length,
  }
}

/** Begins checkouts on idle connections at a steady pace, and opens one more when none is idle. */
const pace = async (
  connections: HttpConnection[],
  port: number,
  perSecond: number,
  startedAt: number,
  endsAt: number,
  checkOut: (connection: HttpConnection, plannedAt: number) => Promise<void>,
) => {
  const idle = [...connections]
  const underWay = new Set<Promise<void>>()
  let failure: unknown = null
  for (let turn = 0; failure === null; turn++) {
    const plannedAt = startedAt + (turn * 1000) / perSecond
    if (plannedAt >= endsAt) break
    const early = plannedAt - performance.now()
    if (early >= 1) await sleep(early)
    let connection = idle.pop()
    if (!connection) {
      connection = openConnection(port)
      connections.push(connection)
    }
    const used = connection
    const checkout = checkOut(used, Math.max(plannedAt, 0))
      .then(() => void idle.push(used))
      .catch((error: unknown) => void (failure ??= error))
      .finally(() => underWay.delete(checkout))
    underWay.add(checkout)
  }
  await Promise.all(underWay)
  if (failure !== null) throw failure
}

const openEndpoint = async ({ port, keys }: LoadRun) => {
  let paid = 0
  const arrivals = new Map<string, { orderId: string; type: string; at: number }>()
  const server = createServer((request, response) => {
    const at = performance.now()
    let text = ''
    request.setEncoding('utf8')
    request.on('data', (chunk: string) => (text += chunk))
    request.on('end', () => {
      const orderId = /"order_id":"(\w+)"/.exec(text)?.[1]
      const eventId = String(request.headers['webhook-id'])
      const type = String(request.headers['x-flint-event-type'])
      if (orderId && !arrivals.has(eventId)) {
        arrivals.set(eventId, { orderId, type, at })
        if (type === 'order.paid') paid++
      }
      response.end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`
  const answer = await fetch(`http://127.0.0.1:${port}/v1/webhook-endpoints`, {
    method: 'POST',
    headers: { authorization: `Bearer ${keys[0]}`, 'content-type': 'application/json' },
    body: JSON.stringify({ url }),
  })
  if (!answer.ok) throw new Error(`The endpoint was refused: ${await answer.text()}`)
  return {
    arrivals,
    paid: () => paid,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

serveParent(runLoad)
