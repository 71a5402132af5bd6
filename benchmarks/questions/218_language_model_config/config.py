config = {
    'embedding_size': 32,
    'hidden_size': 64,
    'seq_len': 20,
    'dropout': 0.2,
    'batch_size': 64,
    'epochs': 5,
    'optimizer': {
        'name': 'adam',
        'lr': 1.0,
    },
}
