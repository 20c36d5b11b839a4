import type { Instant } from '../platform/clock/clock.ts'
import { type Row, type Statement, findMany, findOne, write } from '../platform/db/statement.ts'
import { type Account, emptyAccount } from './account.ts'
import type { Decision } from './decide.ts'

/** The statements on merchants' accounts: control rows, each found by its merchant. */

export type StoredAccount = {
  account: Account
  /** What the last events told; null when none was ever sent. */
  announced: unknown
  basis: string
}

const accountColumns = 'a.merchant_id, a.version, a.document, a.announced, a.basis, a.updated_at'

/** Fields that came later have their first value in accounts that are older. */
const readAccount = (row: Row): StoredAccount => ({
  account: {
    ...emptyAccount(row['merchant_id']),
    ...row['document'],
    merchantId: row['merchant_id'],
    version: row['version'],
    updatedAt: row['updated_at'],
  },
  announced: row['announced'],
  basis: row['basis'],
})

export const findAccount = (merchantId: string): Statement<StoredAccount | null> =>
  findOne(
    'find_merchant_account',
    `SELECT ${accountColumns} FROM merchant_accounts a WHERE a.merchant_id = $1`,
    [merchantId],
    readAccount,
  )

export const saveAccount = (
  { merchantId, version, updatedAt, ...document }: Account,
  { announced, basis }: Omit<StoredAccount, 'account'>,
  now: Instant,
): Statement<void> =>
  write(
    'save_merchant_account',
    `INSERT INTO merchant_accounts (merchant_id, version, review_state, is_paused, submitted_at, document, announced, basis,
                                    created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $10, $9)
     ON CONFLICT (merchant_id) DO UPDATE
       SET version = excluded.version, review_state = excluded.review_state, is_paused = excluded.is_paused,
           submitted_at = excluded.submitted_at, document = excluded.document, announced = excluded.announced,
           basis = excluded.basis, updated_at = excluded.updated_at
     RETURNING 1`,
    [
      merchantId,
      version,
      document.review.state,
      document.pause !== null,
      document.review.submittedAt,
      JSON.stringify(document),
      JSON.stringify(announced),
      basis,
      updatedAt ?? now,
      now,
    ],
  )

export const addDocument = (
  merchantId: string,
  documentId: string,
  sealed: Buffer,
  now: Instant,
): Statement<void> =>
  write(
    'add_merchant_document',
    `INSERT INTO merchant_documents (merchant_id, document_id, sealed, created_at) VALUES ($1, $2, $3, $4) RETURNING 1`,
    [merchantId, documentId, sealed, now],
  )

export const findDocument = (merchantId: string, documentId: string): Statement<Buffer | null> =>
  findOne(
    'find_merchant_document',
    'SELECT sealed FROM merchant_documents WHERE merchant_id = $1 AND document_id = $2',
    [merchantId, documentId],
    (row) => row['sealed'] as Buffer,
  )

export const addDecision = (merchantId: string, decision: Decision): Statement<void> =>
  write(
    'add_merchant_decision',
    `INSERT INTO merchant_decisions (merchant_id, decision_id, decision, decided_by, message, fields, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING 1`,
    [
      merchantId,
      decision.decisionId,
      decision.decision,
      decision.decidedBy,
      decision.message,
      decision.fields,
      decision.createdAt,
    ],
  )

const shownDecisions = 100

/** The newest first. */
export const findDecisions = (merchantId: string): Statement<Decision[]> =>
  findMany(
    'find_merchant_decisions',
    `SELECT decision_id, decision, decided_by, message, fields, created_at FROM merchant_decisions
     WHERE merchant_id = $1 ORDER BY decision_id DESC LIMIT ${shownDecisions}`,
    [merchantId],
    (row) => ({
      decisionId: row['decision_id'],
      decision: row['decision'],
      decidedBy: row['decided_by'],
      message: row['message'],
      fields: row['fields'],
      createdAt: row['created_at'],
    }),
  )

export const findMerchantOfProcessorAccount = (processorAccountId: string): Statement<string | null> =>
  findOne(
    'find_merchant_of_processor_account',
    'SELECT merchant_id FROM merchants WHERE processor_account_id = $1',
    [processorAccountId],
    (row) => row['merchant_id'] as string,
  )

/** Accounts whose readiness was worked out under another processor or verifier. */
export const findAccountsOnOtherBasis = (basis: string, limit: number): Statement<string[]> =>
  findMany(
    'find_accounts_on_other_basis',
    'SELECT merchant_id FROM merchant_accounts WHERE basis <> $1 ORDER BY merchant_id LIMIT $2',
    [basis, limit],
    (row) => row['merchant_id'] as string,
  )
