import type { ReactNode } from 'react'
import type { PaymentLink, PaymentLinkResults } from '../../api/shapes.ts'
import { useRead } from '../../api/use-read.ts'
import { Money } from '../../parts/Money.tsx'
import { ProblemNotice, Skeleton } from '../../parts/Notice.tsx'
import { Section } from '../../parts/Section.tsx'
import { completionsWords } from './link-words.ts'

/** What the link has brought. */
export const LinkResults = ({ link }: { link: PaymentLink }) => {
  const results = useRead<PaymentLinkResults>(`/v1/dashboard/payment-links/${link.payment_link_id}/results`)
  return (
    <Section title="Results">
      {results.problem !== null && (
        <ProblemNotice problem={results.problem} onRetry={() => void results.reload()} />
      )}
      {!results.data && results.problem === null && <Skeleton lines={3} />}
      {results.data && (
        <dl className="grid grid-cols-[repeat(auto-fit,minmax(8.5rem,1fr))] gap-4">
          <Result name="Paid" below={link.max_completions === null ? 'No limit' : 'Orders'}>
            {completionsWords(link)}
          </Result>
          <Result
            name={link.payment_link_type === 'event' ? 'Tickets sold' : 'Quantity sold'}
            below={link.remaining_quantity === null ? 'Units' : `${link.remaining_quantity} left`}
          >
            {String(results.data.total_quantity_sold)}
          </Result>
          {results.data.currencies.map((earned) => (
            <Result
              key={earned.currency}
              name={`Money, ${earned.currency}`}
              below={
                earned.refunded_money.amount === 0 ? (
                  'Nothing given back'
                ) : (
                  <>
                    <Money money={earned.refunded_money} hidesCode /> given back
                  </>
                )
              }
            >
              <Money money={earned.kept_money} hidesCode />
            </Result>
          ))}
          {results.data.currencies.map((earned) => (
            <Result
              key={`orders ${earned.currency}`}
              name="Orders begun"
              below={`${earned.paid_order_count} paid`}
            >
              {String(earned.order_count)}
            </Result>
          ))}
        </dl>
      )}
    </Section>
  )
}

const Result = ({ name, below, children }: { name: string; below: ReactNode; children: ReactNode }) => (
  <div className="min-w-0">
    <dt className="text-[13px] text-ink-soft">{name}</dt>
    <dd>
      <span className="block text-xl leading-8 font-semibold">{children}</span>
      <span className="block text-[13px] text-ink-soft">{below}</span>
    </dd>
  </div>
)
