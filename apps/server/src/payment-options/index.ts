export { paymentOptionErrors } from './errors.ts'
export {
  type CaptureMethod,
  type PaymentOptionRule,
  paymentOptionRules,
  paymentOptions,
} from './payment-option-rules.ts'
export {
  type BlockerCode,
  type PaymentContext,
  type PaymentOptionBlocker,
  type ResolvedPaymentOption,
  resolvePaymentOptions,
  unknownContext,
} from './resolve-payment-options.ts'
