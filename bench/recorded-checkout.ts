import { createOrder } from '../apps/server/src/orders/create-order.ts'
import { payOrder } from '../apps/server/src/orders/pay-order.ts'
import { createOrderRoute } from '../apps/server/src/orders/routes/create-order.ts'
import { payOrderRoute } from '../apps/server/src/orders/routes/pay-order.ts'
import { type Context, type Services, systemContext } from '../apps/server/src/platform/context.ts'
import type { Connection, Database } from '../apps/server/src/platform/db/database.ts'
import type { Statement } from '../apps/server/src/platform/db/statement.ts'
import type { Route } from '../apps/server/src/platform/http/route.ts'
import { showIn } from '../apps/server/src/platform/http/show.ts'
import type { BenchMerchant } from './merchants.ts'
import { orderBody, payBody } from './checkout-request.ts'

/**
 * The floor's work: one real checkout goes through the product's own verbs while its statements and their values are
 * written down; the floor then sends the same statements again, with new ids, as fast as the driver can. So it writes
 * the same rows, by the same prepared statements, in the same round trips and transactions, and leaves out what the
 * product does around them: HTTP, authentication, validation, idempotency digests, pricing, decisions, the shaping
 * of answers and events, the request log, and the worker.
 */
export type RecordedCheckout = {
  create: RecordedStatement[]
  pay: { loads: RecordedStatement[]; writes: RecordedStatement[] }
}

/** What a recording holds in the place of what each checkout has of its own. */
export type Places = {
  mark: string
  instant: string
  orderNumber: number
  /** The random part of a Flowlix payment's id, where there is one. */
  paymentMark?: string
}

export type RecordedStatement = { name: string; text: string; values: readonly RecordedValue[] }
type RecordedValue = unknown | Template
/** Text in pieces, with what belongs between two pieces named; the value itself is made anew for each checkout. */
export type Template = {
  pieces: readonly (string | { place: keyof Places })[]
  as: 'text' | 'bytes' | 'number'
}

/** Stands in every recorded id behind the prefix, before the two digits that tell the ids of a checkout apart. */
export const recordedMark = 'RECRDEDRECRDEDRECRDEDREC'

export const recordCheckout = async (
  services: Services,
  merchant: BenchMerchant,
): Promise<RecordedCheckout> => {
  const ctx = recordingContext(services, merchant)
  const creation = recorder(services.db)
  const { order } = await createOrder(
    { ...ctx, db: creation.db, idempotency: callOf(ctx, 'POST /v1/orders', createOrderRoute) },
    orderBody,
  )
  const payment = recorder(services.db)
  await payOrder(
    {
      ...ctx,
      db: payment.db,
      idempotency: callOf(ctx, `POST /v1/orders/${order.orderId}/pay`, payOrderRoute),
    },
    order.orderId,
    payBody,
  )
  const places: Places = { mark: recordedMark, instant: ctx.now, orderNumber: order.orderNumber }
  const toRecorded = (statement: Statement) => recorded(statement, places)
  const [loads, writes] = payment.transaction
  return {
    // Order numbers are taken in blocks, so nearly every checkout does without.
    create: creation.alone.filter(({ name }) => name !== 'take_order_numbers').map(toRecorded),
    pay: { loads: loads.map(toRecorded), writes: writes.map(toRecorded) },
  }
}

/** Every id that is made in it holds the mark, and digits that tell it from the others. */
export const recordingContext = (services: Services, { environment }: BenchMerchant): Context => {
  let made = 0
  const ids = {
    ...services.ids,
    newId: (prefix: string) => `${prefix}_${recordedMark}${String(made++).padStart(2, '0')}`,
  }
  return { ...systemContext(services, environment), ids, requestId: `req_${recordedMark}` }
}

export const recorded = (statement: Statement, places: Places): RecordedStatement => ({
  name: statement.name,
  text: statement.text,
  values: statement.values.map((value) => toTemplate(value, places)),
})

const callOf = (ctx: Context, scope: string, route: Route) =>
  idempotentCall(ctx, scope, (result) => showIn(route)(result, ctx))

export const idempotentCall = (
  ctx: Context,
  scope: string,
  show: NonNullable<Context['idempotency']>['show'],
): NonNullable<Context['idempotency']> => ({
  key: `key_${recordedMark}`,
  isGenerated: false,
  scope,
  digest: ctx.secrets.digest('request', scope),
  isSensitive: false,
  version: ctx.version,
  show,
  answer: null,
})

/** Passes everything on and writes it down: what ran alone, and a transaction's statements before and after its first wait. */
export const recorder = (db: Database) => {
  const alone: Statement[] = []
  const transaction: [Statement[], Statement[]] = [[], []]
  const recording: Database = {
    ...db,
    run: (statement) => {
      alone.push(statement)
      return db.run(statement)
    },
    withConnection: (steps) =>
      db.withConnection((connection) => {
        let part = transaction[0]
        const recorded: Connection = {
          command: (text) => connection.command(text),
          send: async (statement) => {
            part.push(statement)
            const result = await connection.send(statement)
            part = transaction[1]
            return result
          },
        }
        return steps(recorded)
      }),
  }
  return { db: recording, alone, transaction }
}

const toTemplate = (value: unknown, places: Places): RecordedValue => {
  if (value === places.orderNumber) return { pieces: [{ place: 'orderNumber' }], as: 'number' }
  if (Array.isArray(value)) return value.map((item) => toTemplate(item, places))
  if (Buffer.isBuffer(value)) {
    const pieces = piecesOf(value.toString('utf8'), places)
    // Digests hold no ids, and no text either: they stay as they are.
    return pieces.length === 1 ? value : { pieces, as: 'bytes' }
  }
  if (typeof value !== 'string') return value
  const pieces = piecesOf(value, places)
  return pieces.length === 1 && typeof pieces[0] === 'string' ? value : { pieces, as: 'text' }
}

const piecesOf = (text: string, places: Places): Template['pieces'] => {
  const names = Object.keys(places) as (keyof Places)[]
  // None of them holds a character that means something in a pattern, but for the dot of the instant.
  const pattern = new RegExp(`(${names.map((name) => places[name]).join('|')})`)
  return text.split(pattern).map((piece, index) => {
    if (index % 2 === 0) return piece
    return { place: names.find((name) => String(places[name]) === piece)! }
  })
}

/** The recorded statement for another checkout. */
export const replayed = (statement: RecordedStatement, places: Places): Statement => ({
  name: statement.name,
  text: statement.text,
  values: statement.values.map((value) => filled(value, places)),
  read: (rows) => rows,
})

const filled = (value: RecordedValue, places: Places): unknown => {
  if (Array.isArray(value)) return value.map((item) => filled(item, places))
  if (!isTemplate(value)) return value
  if (value.as === 'number') return places.orderNumber
  let text = ''
  for (const piece of value.pieces) text += typeof piece === 'string' ? piece : places[piece.place]
  return value.as === 'bytes' ? Buffer.from(text, 'utf8') : text
}

const isTemplate = (value: RecordedValue): value is Template =>
  typeof value === 'object' && value !== null && 'pieces' in value
