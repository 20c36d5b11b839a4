interface PaymentSlipProps {
  readonly merchant: string
  readonly amount: string
  readonly description: string | null
  /** What stands before the amount, for example "Amount to pay". */
  readonly caption: string
}

/** The head of the page: to whom, how much, what for. */
export const PaymentSlip = ({ merchant, amount, description, caption }: PaymentSlipProps) => (
  <>
    <header className="bg-(--color-slip) px-4 pt-5 pb-5 text-(color:--color-on-slip) sm:px-8 sm:pt-7">
      <p className="text-[15px] font-medium wrap-anywhere">{merchant}</p>
      <p className="mt-4 text-[13px] text-(color:--color-on-slip-soft)">{caption}</p>
      <p className="text-[2.125rem] leading-tight font-semibold tracking-tight tabular-nums">{amount}</p>
      {description !== null && (
        <p className="mt-1.5 text-[15px] text-(color:--color-on-slip-soft) wrap-anywhere">{description}</p>
      )}
    </header>
    <div className="flowlix-tear" aria-hidden="true" />
  </>
)
