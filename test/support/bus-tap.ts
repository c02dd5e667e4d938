import {
  DeleteRuleCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
} from "@aws-sdk/client-sqs";
import { busOf, queuesOf } from "./local-aws.ts";
import { fresh } from "./shop.ts";

/** Listens to everything that is put on a bus, through a rule and a queue of its own. */
export async function tapOn(place: string, EventBusName: string) {
  const [events, sqs] = [busOf(place), queuesOf(place)];
  const name = fresh("tap");
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] }));
  const EventPattern = JSON.stringify({ source: [{ prefix: "" }] });
  await events.send(new PutRuleCommand({ Name: name, EventBusName, EventPattern }));
  const target = { Id: name, Arn: Attributes?.QueueArn };
  await events.send(new PutTargetsCommand({ Rule: name, EventBusName, Targets: [target] }));
  const bodies: string[] = [];
  return {
    /** The text of every event by now. */
    async messages(): Promise<readonly string[]> {
      for (;;) {
        const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
        if (Messages.length === 0) return bodies;
        for (const { Body = "", ReceiptHandle } of Messages) {
          bodies.push(Body);
          await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
        }
      }
    },
    async remove(): Promise<void> {
      await events.send(new RemoveTargetsCommand({ Rule: name, EventBusName, Ids: [name] }));
      await events.send(new DeleteRuleCommand({ Name: name, EventBusName }));
      await sqs.send(new DeleteQueueCommand({ QueueUrl }));
    },
  };
}
