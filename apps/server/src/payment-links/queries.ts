import type { Context } from '../platform/context.ts'
import { type ListQuery, equals, freeText, timeFilters } from '../platform/db/list-query.ts'
import { type Row, type Statement, findMany, findOne, write } from '../platform/db/statement.ts'
import type { LinkOfOrder } from '../orders/order.ts'
import { type CountedLink, type PaymentLink, noCounts } from './payment-link.ts'

/** Every statement on `payment_links` and `payment_link_counts`. */

const counts = `(SELECT jsonb_build_object('held', sum(c.held), 'heldQuantity', sum(c.held_quantity),
                                   'completed', sum(c.completed), 'quantitySold', sum(c.quantity_sold))
   FROM payment_link_counts c
   WHERE c.environment_id = payment_links.environment_id AND c.payment_link_id = payment_links.payment_link_id
   HAVING count(*) > 0) AS counts`

const columns = `payment_link_id, updated_at, is_original, document, ${counts}`

const toCountedLink = (row: Row): CountedLink => ({
  link: { ...row['document'], isOriginal: row['is_original'] },
  counts: row['counts'] ?? noCounts,
})

const valuesOf = (link: PaymentLink): unknown[] => [
  link.environmentId,
  link.paymentLinkId,
  link.terms.name,
  link.externalReferenceId,
  link.status,
  link.terms.max_completions ?? null,
  link.terms.event_config?.max_total_quantity ?? null,
  link.terms.expiration?.expires_at ?? null,
  link.version,
  JSON.stringify(documentOf(link)),
  link.updatedAt,
]

/** Whether its address leads to it is no part of it: documents are copied. */
const documentOf = ({ isOriginal: _, ...document }: PaymentLink) => document

export const insertLink = (link: PaymentLink): Statement<void> =>
  write(
    'insert_payment_link',
    `INSERT INTO payment_links (environment_id, payment_link_id, name, external_reference_id, status, max_completions,
       max_total_quantity, ends_at, version, document, updated_at, payment_link_type, is_original, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) RETURNING 1`,
    [...valuesOf(link), link.type, link.isOriginal, link.createdAt],
  )

export const saveLink = (link: PaymentLink): Statement<void> =>
  write(
    'save_payment_link',
    `UPDATE payment_links SET name = $3, external_reference_id = $4, status = $5, max_completions = $6,
       max_total_quantity = $7, ends_at = $8, version = $9, document = $10, updated_at = $11
     WHERE environment_id = $1 AND payment_link_id = $2 AND version = $9 - 1 RETURNING 1`,
    valuesOf(link),
  )

export const findLink = (ctx: Context, paymentLinkId: string): Statement<CountedLink | null> =>
  findOne(
    'find_payment_link',
    `SELECT ${columns} FROM payment_links WHERE environment_id = $1 AND payment_link_id = $2`,
    [ctx.environmentId, paymentLinkId],
    toCountedLink,
  )

export const findLinks = (ctx: Context, paymentLinkIds: readonly string[]): Statement<CountedLink[]> =>
  findMany(
    'find_payment_links',
    `SELECT ${columns} FROM payment_links WHERE environment_id = $1 AND payment_link_id = ANY($2::text[])`,
    [ctx.environmentId, paymentLinkIds],
    toCountedLink,
  )

/** Keeps other changes out, and orders that are about to take one of its limited places. */
export const lockLink = (ctx: Context, paymentLinkId: string): Statement<CountedLink | null> =>
  findOne(
    'lock_payment_link',
    `SELECT ${columns} FROM payment_links WHERE environment_id = $1 AND payment_link_id = $2 FOR NO KEY UPDATE`,
    [ctx.environmentId, paymentLinkId],
    toCountedLink,
  )

/** Whose link this is: a buyer brings nothing but its id. Copies of a sandbox have the same ids; the address is the original's. */
export const findLinkEnvironment = (paymentLinkId: string, named: string | null): Statement<string | null> =>
  findOne(
    'find_environment_of_payment_link',
    `SELECT environment_id FROM payment_links WHERE payment_link_id = $1 AND ($2::text IS NULL OR environment_id = $2)
     ORDER BY is_original DESC, environment_id LIMIT 1`,
    [paymentLinkId, named],
    (row) => row['environment_id'],
  )

/** See the function in `0022_payment_links.sql`: a place too many undoes the transaction, with SQLSTATE FL002. */
export const movePlace = (
  ctx: Context,
  orderId: string,
  before: LinkOfOrder,
  after: LinkOfOrder,
): Statement<void> =>
  write('move_payment_link_place', 'SELECT move_payment_link_place($1, $2, $3, $4, $5, $6)', [
    ctx.environmentId,
    after.paymentLinkId,
    orderId,
    after.quantity,
    before.place,
    after.place,
  ])

/** A link that has ended reads as inactive. */
export const linkList = (ctx: Context): ListQuery<CountedLink> => ({
  operation: 'listPaymentLinks',
  table: 'payment_links',
  columns,
  idColumn: 'payment_link_id',
  idPrefix: 'pl',
  sorts: { updated_at: { column: 'updated_at', cast: 'timestamptz', of: (row) => row['updated_at'] } },
  filters: {
    status: {
      where: (status: string, bind) =>
        status === 'active'
          ? `status = 'active' AND (ends_at IS NULL OR ends_at > ${bind(ctx.now)})`
          : `(status = 'inactive' OR ends_at <= ${bind(ctx.now)})`,
    },
    payment_link_type: equals('payment_link_type'),
    external_reference_id: equals('external_reference_id'),
    // No link sells a plan yet.
    has_plan: { sql: (parameter) => `${parameter}::boolean = false` },
    query: freeText(['name', 'external_reference_id'], { pl_: 'payment_link_id' }),
    ...timeFilters,
  },
  map: toCountedLink,
})
