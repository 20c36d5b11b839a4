import type { FastifyRequest } from 'fastify'
import { apiKeys } from '../apps/server/src/platform/auth/api-keys.ts'
import { readCredential } from '../apps/server/src/platform/auth/credentials.ts'
import type { Services } from '../apps/server/src/platform/context.ts'
import { cpuMsOfTree } from './process-usage.ts'

const warmUps = 5_000
const checks = 50_000
const reads = 1_000
const requestsPerCheckout = 2
const cacheSeconds = 1

const notAKey = () => Promise.reject(new Error('The bench sends keys.'))
const nobodyElse = { checkout: notAKey, onboarding: notAKey, dashboard: notAKey }
const requestWith = (key: string) =>
  ({ headers: { authorization: `Bearer ${key}` } }) as unknown as FastifyRequest

/**
 * What it costs to know the caller, in milliseconds of CPU a checkout, server and database together: the server's own
 * function is run here, since a server that does not authenticate does not exist to compare with. A key is checked twice
 * a checkout, and read from the database once a second while it is in use.
 *
 * @param checkoutsPerSecond Spread over `keys`: where there are few a second, each pays for more of the reading.
 */
export const authenticationCpuMs = async (
  services: Services,
  keys: readonly string[],
  checkoutsPerSecond: number,
  databasePid: number,
): Promise<number> => {
  const known = apiKeys(services)
  const check = (turn: number) =>
    readCredential(requestWith(keys[turn % keys.length]!), { ...nobodyElse, apiKeys: known })
  for (let turn = 0; turn < warmUps; turn++) await check(turn)
  const checkMs = (await cpuOf(() => times(checks, check))) / checks
  const databaseBefore = await cpuMsOfTree(databasePid)
  const readOwnMs = await cpuOf(() =>
    times(reads, async (turn) => {
      const fresh = apiKeys(services)
      await readCredential(requestWith(keys[turn % keys.length]!), { ...nobodyElse, apiKeys: fresh })
      await fresh.close()
    }),
  )
  const databaseMs = ((await cpuMsOfTree(databasePid)) ?? NaN) - (databaseBefore ?? NaN)
  await known.close()
  const readsPerCheckout = Math.min(requestsPerCheckout, keys.length / cacheSeconds / checkoutsPerSecond)
  return requestsPerCheckout * checkMs + (readsPerCheckout * (readOwnMs + databaseMs)) / reads
}

const times = async (count: number, work: (turn: number) => Promise<unknown>) => {
  for (let turn = 0; turn < count; turn++) await work(turn)
}

/** User and system time of this process, milliseconds. */
const cpuOf = async (work: () => Promise<void>): Promise<number> => {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
