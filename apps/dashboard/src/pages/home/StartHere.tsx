import { LinkButton } from '../../parts/Button.tsx'
import { EmptyState } from '../../parts/Notice.tsx'
import { useEnvironment, usePathOf } from '../../session-context.ts'

export const StartHere = () => {
  const { mode } = useEnvironment()
  const pathOf = usePathOf()
  return (
    <div className="card">
      <EmptyState
        title={mode === 'live' ? 'Nothing has happened today' : 'Take a first payment'}
        actions={
          mode === 'live' ? (
            <>
              <LinkButton to={pathOf('go-live')} look="primary">
                Go-live checklist
              </LinkButton>
              <LinkButton to={pathOf('verification')}>Verification</LinkButton>
            </>
          ) : (
            <>
              <LinkButton needs="commerce.orders.write" to={pathOf('checkout/new')} look="primary">
                Make an order
              </LinkButton>
              <LinkButton to={pathOf('api-keys')}>API keys</LinkButton>
            </>
          )
        }
      >
        <p>
          {mode === 'live'
            ? 'As soon as a buyer pays, the day’s figures stand here.'
            : 'Make an order here or by API, pay it with the card 4242 4242 4242 4242, and see the day’s figures grow.'}
        </p>
      </EmptyState>
    </div>
  )
}
