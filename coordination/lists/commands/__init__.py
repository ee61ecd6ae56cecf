"""What a worker does with a list: brings it in, answers for its likely matches, confirms it, has it carried out."""
