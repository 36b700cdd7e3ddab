"""What passes between the firm and the office: papers served, service asked for, projects filed."""
