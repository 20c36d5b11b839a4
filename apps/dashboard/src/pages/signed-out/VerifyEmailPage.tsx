import { Link, useLocation } from 'react-router'
import { useWrite } from '../../api/use-write.ts'
import { Button } from '../../parts/Button.tsx'
import { TextField } from '../../parts/Field.tsx'
import { Form } from '../../parts/Form.tsx'
import { LocalMail } from '../../parts/LocalMail.tsx'
import { CodeField } from './account-fields.tsx'
import { OutsidePage, OutsideProblem } from './OutsidePage.tsx'
import { enterDashboard, outsideApi, startedIn } from './outside-api.ts'

export const VerifyEmailPage = () => {
  const { state, search } = useLocation()
  const started = startedIn(state)
  const verify = useWrite((body: object) => outsideApi.post('/v1/dashboard/verify-email', body))
  const again = (
    <Link to={`/dashboard/sign-up${search}`} className="link">
      Start again
    </Link>
  )
  if (!started)
    return (
      <OutsidePage title="Verify your address" intro="This page was opened without a sign-up before it.">
        <p>{again}</p>
      </OutsidePage>
    )
  return (
    <OutsidePage
      title="Verify your address"
      intro={
        <>
          We sent a code to <strong className="font-semibold break-all text-ink">{started.email}</strong>. It
          is good for 15 minutes.
        </>
      }
      below={
        <>
          <p>No message? Look among the unwanted ones. {again}</p>
          <LocalMail what="the code" />
        </>
      }
    >
      <Form
        className="space-y-4"
        problem={verify.problem}
        onSubmit={async (form) => {
          const businessName = String(form.get('business_name') ?? '').trim()
          const answer = await verify.run({
            verification_token: started.token,
            verification_code: String(form.get('verification_code')).trim(),
            ...(businessName === '' ? {} : { business_name: businessName }),
          })
          if (answer !== null) enterDashboard()
        }}
      >
        <OutsideProblem problem={verify.problem} />
        <CodeField />
        <TextField
          label="Name of the business"
          name="business_name"
          autoComplete="organization"
          maxLength={120}
          isOptional
          hint="As buyers see it. It can be changed later."
        />
        <Button type="submit" look="primary" className="w-full" isBusy={verify.isRunning}>
          Create the account
        </Button>
      </Form>
    </OutsidePage>
  )
}
