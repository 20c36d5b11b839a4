import { useState } from 'react'
import { Link } from 'react-router'
import { useWrite } from '../../api/use-write.ts'
import { Button } from '../../parts/Button.tsx'
import { Form } from '../../parts/Form.tsx'
import { LocalMail } from '../../parts/LocalMail.tsx'
import { CodeField, EmailField, PasswordField } from './account-fields.tsx'
import { OutsidePage, OutsideProblem } from './OutsidePage.tsx'
import { type Started, enterDashboard, outsideApi } from './outside-api.ts'

export const ResetPasswordPage = () => {
  const [started, setStarted] = useState<Started | null>(null)
  return started ? (
    <NewPassword started={started} onAgain={() => setStarted(null)} />
  ) : (
    <AskForCode onStarted={setStarted} />
  )
}

const toSignIn = (
  <Link to="/dashboard/sign-in" className="link">
    Back to signing in
  </Link>
)

const AskForCode = ({ onStarted }: { onStarted: (started: Started) => void }) => {
  const ask = useWrite((email: string) =>
    outsideApi.post<{ verification_token: string }>('/v1/dashboard/password-reset', { email }),
  )
  return (
    <OutsidePage title="Set a new password" intro="A code goes to your e-mail address." below={toSignIn}>
      <Form
        className="space-y-4"
        problem={ask.problem}
        onSubmit={async (form) => {
          const email = String(form.get('email'))
          const answer = await ask.run(email)
          if (answer !== null) onStarted({ token: answer.verification_token, email })
        }}
      >
        <OutsideProblem problem={ask.problem} />
        <EmailField />
        <Button type="submit" look="primary" className="w-full" isBusy={ask.isRunning}>
          Send the code
        </Button>
      </Form>
    </OutsidePage>
  )
}

const NewPassword = ({ started, onAgain }: { started: Started; onAgain: () => void }) => {
  const reset = useWrite((body: object) => outsideApi.post('/v1/dashboard/password-reset/complete', body))
  return (
    <OutsidePage
      title="Set a new password"
      intro={
        <>
          If <strong className="font-semibold break-all text-ink">{started.email}</strong> has an account, a
          code is on its way. Setting the password signs you out everywhere else.
        </>
      }
      below={
        <>
          <p>
            <button type="button" className="link" onClick={onAgain}>
              Send another code
            </button>
          </p>
          <p>{toSignIn}</p>
          <LocalMail what="the code" />
        </>
      }
    >
      <Form
        className="space-y-4"
        problem={reset.problem}
        onSubmit={async (form) => {
          const answer = await reset.run({
            verification_token: started.token,
            verification_code: String(form.get('verification_code')).trim(),
            password: form.get('password'),
          })
          if (answer !== null) enterDashboard()
        }}
      >
        <OutsideProblem problem={reset.problem} />
        {/* For password managers: whose password it is. */}
        <input
          type="text"
          name="email"
          autoComplete="username"
          defaultValue={started.email}
          hidden
          readOnly
        />
        <CodeField />
        <PasswordField isNew label="New password" />
        <Button type="submit" look="primary" className="w-full" isBusy={reset.isRunning}>
          Set the password
        </Button>
      </Form>
    </OutsidePage>
  )
}
