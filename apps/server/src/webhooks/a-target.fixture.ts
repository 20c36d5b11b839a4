import http from 'node:http'
import net from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterEach } from 'node:test'
import type { ResolveHost } from './checked-lookup.ts'
import { createDeliveryAgents, sendDelivery } from './send-delivery.ts'
import type { DeliveryAgents, DeliveryRequest } from './send-delivery.ts'

/** Targets on loopback that answer as a test says, and a delivery to them. */

export const startedAt = '2026-10-05T09:00:00.000Z'
const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

/** Starts an endpoint on loopback that is closed after the test, with every connection it still has. */
export async function listen(server: net.Server, host = '127.0.0.1'): Promise<number> {
  const sockets = new Set<net.Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => {})
  })
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  closers.push(
    () => sockets.forEach((socket) => socket.destroy()),
    () => new Promise((resolve) => server.close(resolve)),
  )
  return (server.address() as AddressInfo).port
}

export const anEndpoint = (answer: http.RequestListener) => listen(http.createServer(answer))
export const aRawEndpoint = (talk: (socket: net.Socket) => void) => listen(net.createServer(talk))

/** Pools that are destroyed after the test. */
export function agentsFor(options: Partial<Parameters<typeof createDeliveryAgents>[0]> = {}): DeliveryAgents {
  const agents = createDeliveryAgents({ maxSocketsPerHost: 2, idleTimeoutMs: 5000, ...options })
  closers.unshift(() => {
    agents.http.destroy()
    agents.https.destroy()
  })
  return agents
}

/** Sends one delivery, to loopback if need be, with a clock that stands still. */
export function send(url: string, special: Partial<DeliveryRequest> = {}) {
  let ms = 0
  const clock = { now: () => startedAt, monotonicMs: () => (ms += 25) }
  const delivery = { headers: { 'webhook-id': 'whev_1' }, body: '{"note":"ü"}', timeoutMs: 5000 }
  return sendDelivery({ url, ...delivery, allowPrivate: 'loopback', clock, ...special })
}

/** A resolver that knows these addresses for every name. */
export const resolvingTo =
  (...addresses: string[]): ResolveHost =>
  (_hostname, _options, callback) =>
    callback(
      null,
      addresses.map((address) => ({ address, family: net.isIP(address) })),
    )
