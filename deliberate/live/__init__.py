"""What happens, as it happens: Socket.IO on gevent."""
