/**
 * What others use of saved cards. Payments stand above this: nothing that this file reaches imports a file of theirs that
 * imports it. The routes and the set-up, which need tokens and the processor, stand in `routes/index.ts`.
 */
export type {
  PaymentMethod,
  PaymentMethodStatus,
  PaymentMethodUsage,
  SavedCard,
  SavedWith,
} from './payment-method.ts'
export { statusAt } from './payment-method.ts'
export { paymentMethodErrors } from './errors.ts'
export { findCardsOfPayers, findPaymentMethod, lockPayers, lockPaymentMethods } from './queries.ts'
export { areDetailsKept } from './details-kept.ts'
export { expectUsable } from './use-payment-method.ts'
export { type CardToKeep, type KeptCards, keepCards } from './keep-card.ts'
export { paymentMethodTimers } from './jobs.ts'
import './erase-cards.ts'
