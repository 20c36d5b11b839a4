import { type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'
import type { Services } from '../platform/context.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'

export const passwordLength = { minimum: 10, maximum: 200 }

type Cost = { N: number; r: number; p: number }

/** 128 MiB and a third of a second. Kept with each hash, so that it can grow later. */
const cost: Cost = { N: 2 ** 17, r: 8, p: 1 }
const hashBytes = 32

/** Hashes waiting at once: beyond it a person is told to come back, so that sign-ins never take all memory or threads. */
const queueLimit = 50
let waiting = 0
let last: Promise<unknown> = Promise.resolve()

/** One at a time in each process. */
const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
  if (waiting >= queueLimit) throw refuse(httpErrors.SERVICE_UNAVAILABLE)
  waiting++
  const done = last.then(work).finally(() => waiting--)
  last = done.catch(() => {})
  return done
}

const derive = (password: string, salt: Buffer, { N, r, p }: Cost): Promise<Buffer> =>
  inTurn(
    () =>
      new Promise((resolve, reject) => {
        const options: ScryptOptions = { N, r, p, maxmem: 2 * 128 * N * r }
        // One character written in two ways is one password.
        scrypt(password.normalize('NFKC'), salt, hashBytes, options, (error, key) =>
          error ? reject(error) : resolve(key),
        )
      }),
  )

const written = ({ N, r, p }: Cost, salt: Buffer, hash: Buffer): string =>
  ['scrypt', N, r, p, salt.toString('base64url'), hash.toString('base64url')].join('$')

export const hashPassword = async ({ ids }: Pick<Services, 'ids'>, password: string): Promise<string> => {
  const salt = ids.randomBytes(16)
  return written(cost, salt, await derive(password, salt, cost))
}

/** No password has it. */
const nobodysHash = written(cost, Buffer.alloc(16), Buffer.alloc(hashBytes))

/** Takes as long for somebody who is not there, or has no password. */
export const isPassword = async (password: string, stored: string | null): Promise<boolean> => {
  const [, N, r, p, salt, hash] = (stored ?? nobodysHash).split('$')
  const derived = await derive(password, Buffer.from(salt!, 'base64url'), {
    N: Number(N),
    r: Number(r),
    p: Number(p),
  })
  return timingSafeEqual(derived, Buffer.from(hash!, 'base64url')) && stored !== null
}

/** @throws INVALID_REQUEST, with param `password` */
export const expectGoodPassword = (password: string, email: string): void => {
  const given = password.trim().toLowerCase()
  const address = email.toLowerCase()
  const isGuessed =
    given === address || given === address.split('@')[0] || commonest.has(given) || new Set(given).size < 4
  if (isGuessed)
    throw refuse(httpErrors.INVALID_REQUEST, {
      param: 'password',
      message: 'This password would be guessed among the first. Choose another one.',
    })
}

/** Of those that are long enough, what lists of stolen passwords have most often. */
const commonest: ReadonlySet<string> = new Set([
  '1234567890',
  '0123456789',
  '12345678910',
  '123456789a',
  '123456789q',
  '1234567891',
  '0987654321',
  '9876543210',
  '1q2w3e4r5t',
  '1q2w3e4r5t6y',
  '1qaz2wsx3edc',
  'q1w2e3r4t5',
  'q1w2e3r4t5y6',
  'qwertyuiop',
  'qwerty12345',
  'qwerty123456',
  'qwerty1234',
  'asdfghjkl1',
  'asdfghjkl;',
  'zxcvbnm123',
  'abcdefghij',
  'abcd123456',
  'abc1234567',
  'abcdef1234',
  'password12',
  'password123',
  'password1234',
  'password12345',
  'password123456',
  'passwordpassword',
  'passw0rd123',
  'p@ssw0rd123',
  'p@ssword123',
  'mypassword',
  'mypassword1',
  'letmein123',
  'letmein1234',
  'iloveyou12',
  'iloveyou123',
  'iloveyou1234',
  'welcome123',
  'welcome1234',
  'administrator',
  'admin12345',
  'admin123456',
  'changeme123',
  'football123',
  'baseball123',
  'superman123',
  'dragon12345',
  'monkey12345',
  'michael123',
  'sunshine123',
  'princess123',
  'charlie123',
  'liverpool123',
  'manchester',
  'trustno1trustno1',
  'correcthorsebatterystaple',
])
