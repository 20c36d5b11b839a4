import { type PaymentMethodDomain, optionsOf } from './payment-method-domain.ts'

export const toPaymentMethodDomain = (domain: PaymentMethodDomain) => ({
  payment_method_domain_id: domain.paymentMethodDomainId,
  domain_name: domain.domainName,
  status: domain.status,
  validation_status: domain.validationStatus,
  payment_options: optionsOf(domain),
  created_at: domain.createdAt,
  updated_at: domain.updatedAt,
})
