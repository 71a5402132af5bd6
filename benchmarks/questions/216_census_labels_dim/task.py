# question: https://github.com/GoogleCloudPlatform/cloudml-samples/pull/241
# symptom: the census classifier answers 1 for everybody, its accuracy is the share of the ones
# cause: labels_dim is 1 and the last layer is a softmax over that one unit
# judged: certain
# shown: yes (accuracy is the share of the ones)
import argparse

import model

ROWS = 2000


def train_and_evaluate(args):
    census_model = model.model_fn(model.INPUT_SIZE, model.LABELS_DIM, model.hidden_units(), args.learning_rate)
    census_model.fit(
        model.generator_input(ROWS, 0, args.train_batch_size),
        steps_per_epoch=ROWS // args.train_batch_size,
        epochs=args.num_epochs, verbose=2)
    print(census_model.evaluate(model.generator_input(ROWS, 1, args.eval_batch_size),
                                steps=ROWS // args.eval_batch_size, verbose=0))


if __name__ == '__main__':
    parser = argparse.ArgumentParser()
    parser.add_argument('--train-batch-size', type=int, default=40)
    parser.add_argument('--eval-batch-size', type=int, default=40)
    parser.add_argument('--learning-rate', type=float, default=0.003)
    parser.add_argument('--num-epochs', type=int, default=5)
    train_and_evaluate(parser.parse_args())
